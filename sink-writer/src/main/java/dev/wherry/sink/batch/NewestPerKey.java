package dev.wherry.sink.batch;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.kafka.connect.sink.SinkRecord;

/** The newest record of each key; an upsert cannot touch a row twice. */
final class NewestPerKey {
    private final RowFormat<SinkRecord> format;
    private final BinaryOperator<SinkRecord> newer;
    private final Map<byte[], SinkRecord> records = new TreeMap<>(Arrays::compareUnsigned);

    /** @param newer of an earlier and a later record of one key, the one that counts */
    NewestPerKey(RowFormat<SinkRecord> format, BinaryOperator<SinkRecord> newer) {
        this.format = format;
        this.newer = newer;
    }

    void add(SinkRecord record) {
        records.merge((byte[]) record.key(), record, newer);
    }

    Load load() {
        return new Load(format, records.values().stream().toList());
    }
}
