package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again is told meanwhile, and what fails for ever leaves others their turn. */
class RetriesTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 429, 502})
    void aRequestThatKeepsFailingIsToldWhileItIsTriedAgain(int status) {
        api.set("retry.wait.ms", "2000");
        api.server.items().add("", "", "{\"id\": 1}");
        api.server.faults(
                request -> status == 0 ? Fault.cutAfter(0) : Fault.instead(HttpAnswer.of(status, "{\"no\": 1}")));
        FakeWorker worker = api.start();
        worker.turn();
        assertThat(worker.metrics().text("problems")).as("once is nothing").isEmpty();
        api.advance(Duration.ofSeconds(2));
        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .startsWith("Feed payments cannot be read from " + api.server.url())
                .contains("To mend it: ")
                .containsPattern(" It is tried again in [234] s \\(attempt 3 of at most 9\\)\\.$");
        assertThat(worker.metric("files-unreadable")).isEqualTo(1);
        assertThat(worker.metric("files-pending")).isEqualTo(1);
        assertThat(worker.metric("requests-total")).isEqualTo(2);

        api.server.faults(request -> Fault.NONE);
        api.advance(Duration.ofSeconds(4));
        worker.drain();
        assertThat(api.values()).containsExactly("{\"id\": 1}");
        assertThat(worker.metrics().text("problems")).isEmpty();
        assertThat(worker.metric("files-unreadable")).isZero();
    }

    @Test
    void aLongPauseIsToldAtOnce() {
        api.server.faults(request -> Fault.instead(HttpAnswer.of(503, "").with("Retry-After", "300")));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("the server has failed", "It is tried again in 300 s (attempt 2 of at most 9).");
    }

    @Test
    void daysThatAreNeverThereDoNotKeepLaterOnesFromBeingRead() {
        api.set("query.day", "{day}").set("days.from", "2019-04-01").set("parallel", "1");
        for (int day = 1; day <= 8; day++) {
            api.server.items().add("", "2019-04-0" + day, "{\"day\": " + day + "}");
        }
        api.server.faults(request -> request.query().get("day").compareTo("2019-04-06") < 0
                ? Fault.instead(HttpAnswer.of(404, ""))
                : Fault.NONE);
        FakeWorker worker = api.start();
        int minutes = 15;
        for (int second = 0; second < 60 * minutes; second += 5) {
            worker.turn();
            api.advance(Duration.ofSeconds(5));
        }

        assertThat(api.values()).isEqualTo(List.of("{\"day\": 6}", "{\"day\": 7}", "{\"day\": 8}"));
        assertThat(worker.metric("files-unreadable")).isEqualTo(5);
        assertThat(worker.metrics().text("problems")).contains("The same holds for 4 more.");
        assertThat(worker.metric("errors-not-found"))
                .as("three at once, and one after each pause")
                .isBetween(3L + minutes, 3L + 2 * minutes);
    }

    @Test
    void manyDaysThatFailAreNoStormOfRequests() {
        api.set("query.day", "{day}").set("days.from", "2018-04-01").set("parallel", "4");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(404, "")));
        FakeWorker worker = api.start();
        for (int second = 0; second < 600; second += 5) {
            worker.turn();
            api.advance(Duration.ofSeconds(5));
        }

        assertThat(api.server.requests()).hasSizeBetween(10, 4 + 20);
    }

    /** Nothing but its JSON says that such an answer is not whole. */
    @Test
    void anAnswerWithoutALengthThatIsCutOffAnywhereIsReadAgain() {
        api.set("retry.times", "3").set("retry.wait.ms", "100");
        api.set("next.cursor", "/next_cursor").set("next.query.cursor", "{cursor}");
        List<String> items = List.of("{\"id\": \"[\\\"1\"}", "{\"id\": 2}", "{\"id\": 3}", "{\"id\": 4}");
        items.forEach(item -> api.server.items().add("", "", item));
        long truncated = 0;
        for (int bytes = 0; bytes < 220; bytes++) {
            api.forget();
            int cut = bytes;
            AtomicInteger answers = new AtomicInteger();
            api.server.faults(request -> new Fault(
                    answers.getAndIncrement() % 3 < 2 ? cut : Integer.MAX_VALUE,
                    api.server.items().answer(request).with("Connection", "close")));
            FakeWorker worker = api.start();
            for (int turn = 0; turn < 20; turn++) {
                worker.turn();
                api.advance(Duration.ofSeconds(1));
            }

            assertThat(api.values()).as(() -> "cut after " + cut + " bytes").isEqualTo(items);
            assertThat(worker.metric("errors-bad-answer")).isZero();
            truncated += worker.metric("errors-truncated");
        }
        assertThat(truncated).isGreaterThan(100);
    }

    @Test
    void anAnswerThatAlwaysEndsEarlyIsToldAsCutOff() {
        api.set("retry.times", "0");
        api.server.faults(request -> Fault.instead(HttpAnswer.json("{\"data\": [{\"id\": 987654}")));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("an answer was cut off (its JSON ends after 24 bytes)")
                .doesNotContain("987654");
    }
}
