package dev.wherry.sink.batch;

import org.apache.kafka.connect.sink.SinkRecord;

/** Where a topic's records go. */
sealed interface Route {
    void add(SinkRecord record, Batch batch);

    /** Into their type's table. */
    record State(StateRows rows) implements Route {
        @Override
        public void add(SinkRecord record, Batch batch) {
            rows.defect(record)
                    .ifPresentOrElse(
                            reason -> batch.quarantine(Quarantined.because(record, reason)),
                            () -> batch.newest(rows, StateRows::newer).add(record));
        }
    }

    /** Into the quarantine. */
    record Invalid(String feed) implements Route {
        @Override
        public void add(SinkRecord record, Batch batch) {
            batch.quarantine(Quarantined.asInvalid(record, feed));
        }
    }

    /** Into the ledger, whose topic's order says which count is the newest. */
    record Ledger(LedgerRows rows) implements Route {
        @Override
        public void add(SinkRecord record, Batch batch) {
            rows.defect(record)
                    .ifPresentOrElse(
                            reason -> batch.quarantine(Quarantined.because(record, reason)),
                            () -> batch.newest(rows, (earlier, later) -> later).add(record));
        }
    }
}
