package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of a topic into rows. */
interface RecordRowFormat extends RowFormat<SinkRecord> {
    /** Whether the record belongs to the table. The sink reads the others, and does nothing with them. */
    default boolean accepts(SinkRecord record) {
        return true;
    }

    /** Why the record cannot be put in the order of its table's rows; empty if it can. */
    Optional<Reason> defect(SinkRecord record);

    /** Orders records without a {@link #defect} by the keys of their rows; 0 if they are equal. */
    default int compareKeys(SinkRecord one, SinkRecord other) {
        return Arrays.compareUnsigned((byte[]) one.key(), (byte[]) other.key());
    }

    /** The format of the records without a value, which delete the row of their key; empty if there are none. */
    default Optional<RowFormat<SinkRecord>> deletions() {
        return Optional.empty();
    }
}
