package dev.wherry.sink.batch;

import org.apache.kafka.connect.sink.SinkRecord;

/** Turns the records of a topic into rows that replace earlier ones of their key, so that a batch has one per key. */
interface ReplacingRowFormat extends RecordRowFormat {
    /**
     * The record to keep of two that have the same key and no {@link #defect}.
     *
     * @param earlier the one with the smaller offset
     */
    SinkRecord newer(SinkRecord earlier, SinkRecord later);
}
