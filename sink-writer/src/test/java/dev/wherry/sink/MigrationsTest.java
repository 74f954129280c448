package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How the tables come to be. */
class MigrationsTest {
    /** Else a kill between the two would leave tables that the next start makes again, and fails. */
    @Test
    void aMigrationAndTheNoteThatItWasRunAreOneTransaction() throws Exception {
        TestDatabase database = SharedPostgres.newDatabase();
        try (FakeWorker worker = new FakeWorker(new FakeTopics(), FakeWorker.configuration(database))) {
            worker.start(new TopicPartition(GaugeRecords.STATE, 0)).drain();
        }

        assertThat(database.rows(madeAndNotedTogether("gauges", "flyway_schema_history"))).isEqualTo(List.of("t"));
        assertThat(database.rows(madeAndNotedTogether("quarantine", "wherry_schema_history"))).isEqualTo(List.of("t"));
    }

    /** xmin is the transaction that wrote a row: of the catalog's row of the table, and of the history's. */
    private static String madeAndNotedTogether(String table, String history) {
        return "SELECT made.xmin = noted.xmin FROM pg_class AS made, " + history + " AS noted WHERE made.relname = '"
                + table + "' AND noted.version = '1'";
    }
}
