package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of a topic into rows, of which a batch contains at most one per key. */
interface RecordRowFormat extends RowFormat<SinkRecord> {
    /** Why the record cannot be compared with others of its key; empty if it can. */
    Optional<Reason> defect(SinkRecord record);

    /**
     * The record to keep of two that have the same key and no {@link #defect}.
     *
     * @param earlier the one with the smaller offset
     */
    SinkRecord newer(SinkRecord earlier, SinkRecord later);

    /** The format of the records without a value, which delete the row of their key; empty if there are none. */
    default Optional<RowFormat<SinkRecord>> deletions() {
        return Optional.empty();
    }
}
