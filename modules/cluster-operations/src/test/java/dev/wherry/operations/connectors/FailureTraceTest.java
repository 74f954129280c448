package dev.wherry.operations.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class FailureTraceTest {
    private static final String DIFFERENCES =
            "the database does not match the contracts:\ntable users: column name is missing\ntable cards: no primary key";

    @Test
    void theReasonIsTheWholeMessageOfTheInnermostException() {
        FailureTrace trace = traceOf(new IllegalStateException("Exiting", new RuntimeException(DIFFERENCES)));

        assertThat(trace.reason()).isEqualTo(DIFFERENCES);
        assertThat(trace.needsOperator()).isFalse();
    }

    @Test
    void anExceptionThatNeedsAnOperatorGivesTheReasonRatherThanItsCause() {
        ConfigException failure = new ConfigException("V2__b.sql, line 3: no table\nCorrect it.");
        failure.initCause(new Exception("syntax"));

        FailureTrace trace = traceOf(new IllegalStateException("Exiting", failure));

        assertThat(trace.needsOperator()).isTrue();
        assertThat(trace.reason()).isEqualTo("V2__b.sql, line 3: no table\nCorrect it.");
    }

    @Test
    void theSinksExceptionNeedsAnOperator() {
        FailureTrace trace = FailureTrace.parse("""
                org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
                \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:1)
                Caused by: dev.wherry.sink.OperatorActionRequiredException: first line
                Caused by: is only a second line
                \tat dev.wherry.sink.PostgresSinkTask.open(PostgresSinkTask.java:1)
                \t... 2 more
                """);

        assertThat(trace.needsOperator()).isTrue();
        assertThat(trace.reason()).isEqualTo("first line\nCaused by: is only a second line");
    }

    @Test
    void anExceptionWithoutAMessageIsNamedByItsClass() {
        assertThat(traceOf(new IllegalStateException()).reason()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aTraceWithoutFramesIsAMessage() {
        assertThat(FailureTrace.parse("java.lang.Exception: no such table").reason())
                .isEqualTo("no such table");
    }

    private static FailureTrace traceOf(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return FailureTrace.parse(text.toString());
    }
}
