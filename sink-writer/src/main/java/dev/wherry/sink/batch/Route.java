package dev.wherry.sink.batch;

import org.apache.kafka.connect.sink.SinkRecord;

/** Where a topic's records go. */
sealed interface Route {
    void add(SinkRecord record, BatchBuilder sorter);

    /** Into their type's table. */
    record State(StateRows rows) implements Route {
        @Override
        public void add(SinkRecord record, BatchBuilder sorter) {
            rows.defect(record)
                    .ifPresentOrElse(
                            reason -> sorter.quarantine(Quarantined.because(record, reason)),
                            () -> sorter.newest(rows, StateRows::newer).add(record));
        }
    }

    /** Into the quarantine. */
    record Invalid(String feed) implements Route {
        @Override
        public void add(SinkRecord record, BatchBuilder sorter) {
            sorter.quarantine(Quarantined.asInvalid(record, feed));
        }
    }

    /** Into the ledger, whose topic's order says which count is the newest. */
    record Ledger(LedgerRows rows) implements Route {
        @Override
        public void add(SinkRecord record, BatchBuilder sorter) {
            rows.defect(record)
                    .ifPresentOrElse(
                            reason -> sorter.quarantine(Quarantined.because(record, reason)),
                            () -> sorter.newest(rows, (earlier, later) -> later).add(record));
        }
    }
}
