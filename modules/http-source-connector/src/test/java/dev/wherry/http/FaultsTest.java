package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server does wrong is told, and made up when it passes. */
class FaultsTest {
    private static final List<String> ITEMS = List.of("{\"id\": 1}", "{\"id\": 2}", "{\"id\": 3}", "{\"id\": 4}");

    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.set("next.query.after", "{last:/id}").set("retry.times", "0");
        ITEMS.forEach(item -> api.server.items().add("", "", item));
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, the server refuses the request, refused",
        "401, access is denied, denied",
        "403, access is denied, denied",
        "404, the address does not exist, not-found",
        "410, the address does not exist, not-found",
        "429, the server asks to slow down, slow-down",
        "500, the server has failed, server-error",
        "503, the server has failed, server-error",
        "304, the server refuses the request, refused",
    })
    void aStatusIsToldInOneSentenceAndMadeUpWhenItPasses(int status, String sentence, String metric) {
        api.server.faults(request -> Fault.instead(
                HttpAnswer.of(status, status == 304 ? "" : "{\"error\":\n \"no \u0007" + "x".repeat(300))));
        FakeWorker worker = api.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .startsWith("Feed payments cannot be read from " + api.server.url() + "/data for payments: " + sentence)
                .contains("(status " + status + " from " + api.server.url() + "/data", "(feeds/payments.yaml)")
                .doesNotContain("\n", "\u0007", "x".repeat(200));
        if (status != 304) {
            assertThat(worker.metrics().text("problems")).contains(": {\"error\": \"no \\u0007xxx", "x…)");
        }
        assertThat(worker.metric("errors-" + metric)).isEqualTo(1);
        assertThat(worker.metric("files-pending")).isEqualTo(1);
        assertThat(worker.metric("files-unreadable")).isEqualTo(1);
        assertRecovers(worker);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html></html> | it is no JSON object",
                "'' | it is empty",
                "[] | it is no JSON object",
                "{\"error\": 1} | the document has no array at /data",
                "{\"data\": 1} | the document has no array at /data",
                "{\"data\": null, \"error\": \"over quota\"} | there is null at /data, and an error: {\"data\": null, \"error\": \"over quota\"})",
                "{\"data\": null, \"errors\": [1]} | there is null at /data, and an error",
                "{\"data\": [{\"id\": 987654}}} | expected a comma or ]",
                "{\"data\": [{\"id\": 987654},{\"x\": 987654}]} | the last item of a page has no value at /id",
                "{\"data\": [{\"id\": [987654]}]} | the last item of a page has no value at /id",
            })
    void anAnswerOfAnotherFormIsToldAndIsNoEvent(String answer, String detail) {
        api.server.faults(request -> Fault.instead(HttpAnswer.json(answer)));
        FakeWorker worker = api.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("an answer is not what the feed file says (", detail)
                .doesNotContain("987654");
        assertThat(worker.metric("errors-bad-answer")).isEqualTo(1);
        assertRecovers(worker);
    }

    private void assertRecovers(FakeWorker worker) {
        api.server.faults(request -> Fault.NONE);
        int requests = api.server.requests().size();
        worker.turn();
        assertThat(api.server.requests()).as("it pauses").hasSize(requests);
        api.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(api.values()).isEqualTo(ITEMS);
        assertThat(worker.metrics().text("problems")).isEmpty();
        assertThat(worker.metric("files-unreadable")).isZero();
    }

    @Test
    void noContentAndNullAreEmptyPages() {
        api.server.faults(request -> Fault.instead(HttpAnswer.of(204, "")));
        FakeWorker worker = api.start();
        worker.drain();
        api.server.faults(request -> Fault.instead(HttpAnswer.json("{\"data\": null, \"error\": null}")));
        api.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void aClosedPortIsTold() throws IOException {
        api.server.close();
        FakeWorker worker = api.start();

        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("the connection failed (ConnectException");
        assertThat(worker.metric("errors-unreachable")).isEqualTo(1);
    }

    @Test
    void anAnswerThatDoesNotComeIsTold() {
        api.set("timeout.read.ms", "300").set("timeout.connect.ms", "200");
        api.server.faults(request -> new Fault(-1, new HttpAnswer(200, Map.of("Content-Length", "10"), new byte[2])));
        FakeWorker worker = api.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("the server did not answer in time (nothing arrived for 300 ms)");
        assertRecovers(worker);
    }

    /** The first answer to each request is cut off after the same number of bytes, from 0 to the last. */
    @Test
    void anAnswerThatIsCutOffAnywhereIsReadAgain() {
        api.set("retry.times", "3").set("retry.wait.ms", "100");
        int kinds = 0;
        for (int bytes = 0; bytes < 250; bytes++) {
            api.forget();
            int cut = bytes;
            AtomicInteger answers = new AtomicInteger();
            api.server.faults(request -> answers.getAndIncrement() % 3 < 2 ? Fault.cutAfter(cut) : Fault.NONE);
            FakeWorker worker = api.start();
            for (int turn = 0; turn < 30; turn++) {
                worker.turn();
                api.advance(Duration.ofSeconds(1));
            }

            assertThat(api.values()).as(() -> "cut after " + cut + " bytes").isEqualTo(ITEMS);
            kinds += worker.metric("errors-truncated") > 0 ? 1 : 0;
        }
        assertThat(kinds).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({"retry.status, '502,503', 502", "retry.status, '', 0"})
    void aStatusOfTheFeedIsTriedAgainWithGrowingPauses(String option, String value, int status) {
        api.set(option, value).set("retry.times", "3").set("retry.wait.ms", "1000");
        AtomicInteger answers = new AtomicInteger();
        api.server.faults(request -> answers.getAndIncrement() >= 3
                ? Fault.NONE
                : status == 0 ? Fault.cutAfter(1) : Fault.instead(HttpAnswer.of(status, "")));
        FakeWorker worker = api.start();
        int seconds = 0;
        while (api.values().isEmpty()) {
            worker.turn();
            api.advance(Duration.ofMillis(100));
            assertThat(seconds++).isLessThan(100);
        }

        // pauses of 0.5 to 1, 1 to 2 and 2 to 4 seconds
        assertThat(seconds).isBetween(35, 74);
        assertThat(worker.metric("retries-total")).isEqualTo(3);
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void aRequestIsTriedAgainOnlyForSoLong() {
        api.set("retry.times", "1000").set("retry.wait.ms", "1000").set("retry.within.ms", "20000");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(502, "")));
        FakeWorker worker = api.start();
        int seconds = 0;
        String problems = "";
        while (problems.isEmpty() || problems.contains("tried again")) {
            worker.turn();
            problems = worker.metrics().text("problems");
            api.advance(Duration.ofSeconds(1));
            assertThat(seconds++).isLessThan(30);
        }

        assertThat(worker.metric("requests-total")).isBetween(4L, 7L);
    }

    @ParameterizedTest
    @CsvSource({"5", "'Mon, 08 Apr 2019 12:00:05 GMT'"})
    void theServerSaysWhenToTryAgain(String retryAfter) {
        api.set("retry.times", "1").set("retry.wait.ms", "1");
        AtomicInteger answers = new AtomicInteger();
        api.server.faults(request -> answers.getAndIncrement() == 0
                ? Fault.instead(HttpAnswer.of(429, "").with("Retry-After", retryAfter))
                : Fault.NONE);
        FakeWorker worker = api.start();
        worker.turn();
        api.advance(Duration.ofMillis(4900));
        worker.turn();
        assertThat(answers).hasValue(1);
        api.advance(Duration.ofMillis(200));
        worker.drain();

        assertThat(api.values()).isEqualTo(ITEMS);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 3600, the server asks to slow down",
        "503, 3600, the server has failed",
        "503, 86400, the server has failed"
    })
    void aLaterTimeThanTheFeedWaitsForIsKeptToForUpToAnHour(int status, String retryAfter, String sentence) {
        api.set("retry.within.ms", "1000");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(status, "").with("Retry-After", retryAfter)));
        FakeWorker worker = api.start();
        worker.turn();
        assertThat(worker.metrics().text("problems"))
                .contains(sentence, " No request of the feed is sent before 2019-04-08T13:00:00Z, as the server asks.");
        for (int minute = 0; minute < 59; minute++) {
            worker.turn();
            api.advance(Duration.ofMinutes(1));
        }
        assertThat(api.server.requests()).hasSize(1);
        api.server.faults(request -> Fault.NONE);
        api.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(api.values()).isEqualTo(ITEMS);
    }

    @Test
    void aLargeAnswerIsRefused() {
        api.set("response.limit.bytes", "1024");
        api.server.faults(request -> Fault.instead(HttpAnswer.json("{\"data\": [" + " ".repeat(2000) + "]}")));
        FakeWorker worker = api.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("an answer is too large (it has more than 1024 bytes)", "source.http.response-limit");
        assertRecovers(worker);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next.query.from={last:/id} | the request for it is the same",
                "next.query.nothing={page} | it has the same items as the page before",
                "next.cursor=/count; next.query.after={cursor}; next.until=empty; query.limit=2"
                        + " | the request for it is the same",
            })
    void aCursorThatDoesNotMoveIsTold(String options, String detail) {
        api.config.remove("feed.payments.next.query.after");
        for (String option : options.split("; ")) {
            String[] pair = option.split("=", 2);
            api.set(pair[0], pair[1]);
        }
        FakeWorker worker = api.start();
        for (int turn = 0; turn < 5; turn++) {
            worker.turn();
        }

        assertThat(worker.metrics().text("problems"))
                .contains("the next page is one that was read before (" + detail, "source.http.next.until");
        assertThat(worker.metric("errors-not-moving")).isEqualTo(1);
    }
}
