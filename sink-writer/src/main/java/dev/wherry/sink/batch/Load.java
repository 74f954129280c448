package dev.wherry.sink.batch;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that go to one table together, at most one of each key, in the order of their keys. */
public record Load(RowFormat<SinkRecord> format, List<SinkRecord> records) {
    public Load {
        records = List.copyOf(records);
    }
}
