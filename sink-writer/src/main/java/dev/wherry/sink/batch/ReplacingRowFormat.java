package dev.wherry.sink.batch;

import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of a topic into rows that replace others of their key, so that a batch has one per key. */
interface ReplacingRowFormat extends RecordRowFormat {
    /**
     * The record to keep of two whose rows have the same key, and which have no {@link #defect}.
     *
     * @param earlier the one with the smaller offset
     */
    SinkRecord newer(SinkRecord earlier, SinkRecord later);
}
