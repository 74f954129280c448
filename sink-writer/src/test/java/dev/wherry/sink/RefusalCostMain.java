package dev.wherry.sink;

import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;

/** Measures what refused rows cost: batches of 5000 of which PostgreSQL refuses none, one or all, and orphans. Not a test. */
final class RefusalCostMain {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final int ROWS = 5_000;

    private RefusalCostMain() {}

    public static void main(String[] args) throws SQLException {
        for (int round = 1; round <= 3; round++) {
            System.out.printf(
                    "%d rows: none refused %d ms, one refused %d ms, all refused %d ms%n",
                    ROWS, refusing(0), refusing(1), refusing(ROWS));
            orphans();
        }
        System.exit(0);
    }

    private static long refusing(int refused) throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        FakeTopics log = new FakeTopics();
        try (FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(ROWS)) {
            worker.start(STATE).drain();
            for (int id = 0; id < ROWS; id++) {
                log.append(STATE, GaugeRecords.state(id, 1, id < refused ? "100" : "1"));
            }
            return millis(worker);
        }
    }

    private static void orphans() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        FakeTopics log = new FakeTopics();
        try (FakeWorker worker = new FakeWorker(log, RelatedRecords.configuration(database)).batchSize(ROWS)) {
            worker.start(RelatedRecords.OWNERS, RelatedRecords.ITEMS).drain();
            for (long id = 1; id <= ROWS; id++) {
                log.append(RelatedRecords.ITEMS, RelatedRecords.item(id, 1, id, null));
            }
            long first = millis(worker);
            log.append(RelatedRecords.OWNERS, RelatedRecords.owner(17, 1, "b"));
            System.out.printf("%d orphans: refused in %d ms, tried again in %d ms%n", ROWS, first, millis(worker));
        }
    }

    private static long millis(FakeWorker worker) {
        long start = System.nanoTime();
        worker.drain();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
