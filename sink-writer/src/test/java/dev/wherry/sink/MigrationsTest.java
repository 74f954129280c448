package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    /** Otherwise, after a kill between the two, the next start would try to create the tables again and fail. */
    @Test
    void runsAMigrationAndRecordsItInOneTransaction() throws Exception {
        TestDatabase database = SharedPostgres.newDatabase();
        try (FakeWorker worker = new FakeWorker(new FakeTopics(), FakeWorker.configuration(database))) {
            worker.start(new TopicPartition(GaugeRecords.STATE, 0)).drain();
        }

        assertThat(database.rows(createdAndRecordedTogether("gauges", "flyway_schema_history")))
                .containsExactly("t");
        assertThat(database.rows(createdAndRecordedTogether("quarantine", "wherry_schema_history")))
                .containsExactly("t");
    }

    /** Compares xmin, the transaction that wrote a row, of the table's catalog row and of the history's row. */
    private static String createdAndRecordedTogether(String table, String history) {
        return "SELECT created.xmin = recorded.xmin FROM pg_class AS created, " + history
                + " AS recorded WHERE created.relname = '" + table + "' AND recorded.version = '1'";
    }
}
