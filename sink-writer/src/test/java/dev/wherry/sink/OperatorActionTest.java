package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only an operator can mend fails the task at once, with the whole reason. */
class OperatorActionTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database.user | nobody_here | role \"nobody_here\" does not exist | check database.user",
                "database.url | jdbc:postgresql://HOST/missing | database \"missing\" does not exist | create the database",
                "database.url | jdbc:postgresql://HOST/NAME?sslmode=require | does not support SSL | sslmode",
                "database.url | jdbc:postgresql://HOST/NAME?currentSchema=a%20b | invalid value for parameter | (SQLSTATE 22023)",
            })
    void aRefusedConnectionIsNotRetried(String option, String value, String problem, String remedy) {
        Map<String, String> configuration = FakeWorker.configuration(database);
        configuration.put(
                option,
                value.replace("HOST", database.host() + ":" + database.port()).replace("NAME", database.name()));

        assertThat(failureAtOnce(configuration)).contains(problem, remedy);
    }

    @Test
    void aUserWithoutPrivilegesIsNotRetried() throws SQLException {
        start(FakeWorker.configuration(database)).close();
        String user = "reader_of_" + database.name();
        database.execute("CREATE ROLE %1$s LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1$s".formatted(user));
        Map<String, String> configuration = FakeWorker.configuration(database);
        configuration.put("database.user", user);

        assertThat(failureAtOnce(configuration))
                .contains("database.user lacks the privileges INSERT, UPDATE", "GRANT INSERT, UPDATE ON public.gauges");
    }

    @Test
    void aColumnThatIsDroppedWhileTheSinkRunsIsNamed() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        try (FakeWorker worker = start(FakeWorker.configuration(database))) {
            worker.drain();
            database.execute("ALTER TABLE gauges DROP COLUMN note");
            log.append(STATE, GaugeRecords.state(2, 1, "2"));

            String message = catchThrowableOfType(OperatorActionRequiredException.class, worker::drain)
                    .getMessage();

            assertThat(message)
                    .contains("gauge/contract.yaml: table public.gauges: column note is missing")
                    .contains("ALTER TABLE public.gauges ADD COLUMN \"note\" text");
        }
    }

    private FakeWorker start(Map<String, String> configuration) {
        return new FakeWorker(log, configuration).start(STATE);
    }

    private String failureAtOnce(Map<String, String> configuration) {
        try (FakeWorker worker = new FakeWorker(log, configuration)) {
            long start = System.nanoTime();
            String message = catchThrowableOfType(OperatorActionRequiredException.class, () -> worker.start(STATE))
                    .getMessage();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(worker.retries()).isEmpty();
            return message;
        }
    }
}
