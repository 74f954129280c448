package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of a topic without versions into rows: the last record of a key is its row. */
interface UnversionedRowFormat extends ReplacingRowFormat {
    /** What is wrong with a record that lacks its key or its value. */
    Reason incomplete();

    @Override
    default Optional<Reason> defect(SinkRecord record) {
        return record.key() instanceof byte[] && record.value() instanceof byte[]
                ? Optional.empty()
                : Optional.of(incomplete());
    }

    @Override
    default SinkRecord newer(SinkRecord earlier, SinkRecord later) {
        return later;
    }
}
