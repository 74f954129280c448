package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The sink finds its schema again, whatever happens to search paths, and never starts a second warehouse by accident. */
class SchemaTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();

    @Test
    void staysInItsSchemaWhenAnotherOneIsNamedLikeTheUser() throws SQLException {
        writeOne(1);
        // the default search path is "$user", public
        database.execute("CREATE SCHEMA " + TestDatabase.USER);

        writeOne(2);

        assertEverythingIsIn("public", 2);
    }

    @Test
    void staysInItsSchemaWhenTheSearchPathOfTheRoleChanges() throws SQLException {
        writeOne(1);
        database.execute("CREATE SCHEMA elsewhere; ALTER ROLE " + TestDatabase.USER + " IN DATABASE " + database.name()
                + " SET search_path = elsewhere");

        writeOne(2);

        assertEverythingIsIn("public", 2);
    }

    @Test
    void staysInItsSchemaAfterALostConnection() throws SQLException {
        try (FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).start(STATE)) {
            log.append(STATE, GaugeRecords.state(1, 1, "1"));
            worker.drain();
            database.execute("CREATE SCHEMA " + TestDatabase.USER);
            database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'wherry sink-writer' AND datname = current_database()");

            log.append(STATE, GaugeRecords.state(2, 1, "2"));
            worker.drain();

            assertThat(worker.retries()).isNotEmpty();
        }
        assertEverythingIsIn("public", 2);
    }

    @Test
    void writesToTheSchemaOfTheUrlAndKeepsTheRestOfTheSearchPath() throws SQLException {
        database.execute("CREATE SCHEMA \"Dwh 1\"");
        Map<String, String> configuration = configuration("?currentSchema=%22Dwh%201%22,public");

        writeOne(1, configuration);
        writeOne(2, configuration);

        assertEverythingIsIn("Dwh 1", 2);
    }

    @Test
    void refusesASchemaThatDoesNotExist() {
        assertThat(failure(configuration("?currentSchema=dwh")))
                .contains("no schema dwh", "CREATE SCHEMA dwh", "currentSchema");
    }

    @Test
    void refusesAnotherSchemaThanTheOneThatHoldsTheWarehouse() throws SQLException {
        writeOne(1);
        database.execute("CREATE SCHEMA dwh");

        assertThat(failure(configuration("?currentSchema=dwh")))
                .contains(
                        "names schema dwh", "schema public holds the warehouse", "set currentSchema=public in the URL");
        assertEverythingIsIn("public", 1);
    }

    @Test
    void refusesToChooseBetweenTwoWarehousesOfTheSameTopics() throws SQLException {
        writeOne(1);
        database.execute("CREATE SCHEMA copy; CREATE TABLE copy.wherry_offsets AS TABLE wherry_offsets");

        for (String parameters : new String[] {"", "?currentSchema=public"}) {
            assertThat(failure(configuration(parameters)))
                    .contains("The schemas copy and public", "drop the table wherry_offsets of the other");
        }
    }

    @Test
    void ignoresAWarehouseOfOtherTopicsAndOneThatTheUserMayNotUse() throws SQLException {
        writeOne(1);
        database.execute("""
                CREATE SCHEMA others; CREATE TABLE others.wherry_offsets AS TABLE wherry_offsets;
                UPDATE others.wherry_offsets SET topic = 'state.other';
                CREATE SCHEMA secret; CREATE TABLE secret.wherry_offsets AS TABLE wherry_offsets;
                CREATE ROLE %1$s LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s; GRANT ALL ON SCHEMA public TO %1$s;
                GRANT USAGE ON SCHEMA others TO %1$s; GRANT SELECT ON others.wherry_offsets TO %1$s;
                """.formatted("sink_of_" + database.name()));
        Map<String, String> configuration = configuration("");
        configuration.put("database.user", "sink_of_" + database.name());

        writeOne(2, configuration);

        assertEverythingIsIn("public", 2);
    }

    private void writeOne(long id) {
        writeOne(id, FakeWorker.configuration(database));
    }

    private void writeOne(long id, Map<String, String> configuration) {
        log.append(STATE, GaugeRecords.state(id, 1, "1"));
        try (FakeWorker worker = new FakeWorker(log, configuration)) {
            worker.start(STATE).drain();
        }
    }

    private Map<String, String> configuration(String parameters) {
        Map<String, String> configuration = FakeWorker.configuration(database);
        configuration.merge("database.url", parameters, String::concat);
        return configuration;
    }

    private String failure(Map<String, String> configuration) {
        try (FakeWorker worker = new FakeWorker(log, configuration)) {
            return catchThrowableOfType(OperatorActionRequiredException.class, () -> worker.start(STATE))
                    .getMessage();
        }
    }

    private void assertEverythingIsIn(String schema, int rows) throws SQLException {
        // a terminated session may not have removed its temporary tables yet
        assertThat(database.rows("SELECT DISTINCT schemaname FROM pg_tables WHERE NOT starts_with(schemaname, 'pg_')"
                        + " AND schemaname NOT IN ('information_schema', 'others', 'secret')"))
                .containsExactly(schema);
        assertThat(database.rows("SELECT count(*) FROM \"" + schema + "\".gauges"))
                .containsExactly(String.valueOf(rows));
        assertThat(database.rows("SELECT next_offset FROM \"" + schema + "\".wherry_offsets"))
                .containsExactly(String.valueOf(rows));
    }
}
