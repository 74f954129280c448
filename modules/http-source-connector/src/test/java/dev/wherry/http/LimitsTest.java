package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.http.client.Answer;
import dev.wherry.http.client.ApiClient;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.PageRequest;
import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests there are, how many at once, and how large what is remembered becomes. */
class LimitsTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @Test
    void theRateIsKeptInAnySecondRetriesIncluded() {
        api.set("rate", "3/s").set("next.query.after", "{last:/id}").set("retry.wait.ms", "1");
        for (int i = 0; i < 20; i++) {
            api.server.items().add("", "", "{\"id\": " + i + "}");
        }
        AtomicInteger answers = new AtomicInteger();
        api.server.faults(
                request -> answers.getAndIncrement() % 2 == 0 ? Fault.instead(HttpAnswer.of(503, "")) : Fault.NONE);
        FakeWorker worker = api.start();
        int[] sent = new int[60];
        for (int tenth = 0; tenth < sent.length; tenth++) {
            int before = api.server.requests().size();
            worker.turn();
            worker.turn();
            sent[tenth] = api.server.requests().size() - before;
            api.advance(Duration.ofMillis(100));
        }

        int all = 0;
        for (int tenth = 0; tenth + 10 <= sent.length; tenth++) {
            int inASecond = 0;
            for (int i = tenth; i < tenth + 10; i++) {
                inASecond += sent[i];
            }
            assertThat(inASecond).isLessThanOrEqualTo(3);
            all += sent[tenth];
        }
        assertThat(all).isGreaterThan(12);
    }

    @Test
    void asManyRequestsRunAtTheSameTimeAsAllowed() {
        api.set("parallel", "3").set("query.day", "{day}").set("days.from", "2019-03-01");
        api.set("next.query.after", "{last:/id}");
        for (int day = 10; day < 30; day++) {
            for (int i = 0; i < 5; i++) {
                api.server.items().add("", "2019-03-" + day, "{\"id\": \"" + day + "-" + i + "\"}");
            }
        }
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        FakeWorker worker =
                api.startThreads(client -> new CountingClient(client, running, most), Executors::newFixedThreadPool);
        worker.drain();
        worker.stop();

        assertThat(api.values())
                .containsExactlyInAnyOrderElementsOf(api.server.items().all());
        assertThat(most).hasValue(3);
        api.files.requireTrue();
    }

    /** Waits until others run at the same time, but not for ever. */
    private record CountingClient(ApiClient client, AtomicInteger running, AtomicInteger most) implements ApiClient {
        @Override
        public Answer send(PageRequest request) throws FetchException {
            int now = running.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            try {
                if (most.get() < 3) {
                    await().atMost(Duration.ofSeconds(10)).until(() -> most.get() >= 3);
                }
                return client.send(request);
            } finally {
                running.decrementAndGet();
            }
        }
    }

    @Test
    void whatIsRememberedOfTheLatestItemsDoesNotGrow() {
        FakeWorker worker = api.start();
        for (int i = 0; i < 3000; i++) {
            int newest = i;
            api.server.answers(request -> {
                StringBuilder items = new StringBuilder();
                for (int id = newest; id > newest - 5; id--) {
                    items.append(items.isEmpty() ? "" : ",")
                            .append("{\"id\": ")
                            .append(id)
                            .append('}');
                }
                return HttpAnswer.json("{\"data\": [" + items + "]}");
            });
            worker.turn();
            if (i % 1000 == 999) {
                worker.stop();
                worker = api.start();
            }
            api.advance(Duration.ofMinutes(1));
        }

        assertThat(api.values()).hasSize(3004).doesNotHaveDuplicates();
        assertThat(api.offsets.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aPageWithMoreItemsThanAnOffsetHoldsIsRememberedAsAWhole() {
        StringBuilder items = new StringBuilder();
        for (int id = 0; id < 5000; id++) {
            items.append(id == 0 ? "" : ",").append("{\"id\": ").append(id).append('}');
        }
        api.server.answers(request -> HttpAnswer.json("{\"data\": [" + items + "]}"));
        api.start().drain();
        assertThat(api.values()).hasSize(5000);
        assertThat(api.offsets.size()).isEqualTo(3);

        items.append(",{\"id\": 5000}");
        FakeWorker restarted = api.start();
        restarted.drain();
        assertThat(api.values()).hasSize(5001).endsWith("{\"id\": 5000}");
    }

    @Test
    void aCompressedAnswerIsDecompressedUpToTheLimit() throws IOException {
        api.set("retry.times", "0").set("response.limit.bytes", "2000");
        api.server.answers(request -> gzip("{\"data\": [{\"id\": 1}]}"));
        api.start().drain();
        assertThat(api.values()).containsExactly("{\"id\": 1}");
        assertThat(api.server.requests().get(0).headers()).containsEntry("accept-encoding", "gzip");

        api.server.answers(request -> gzip("{\"data\": [" + " ".repeat(3000) + "]}"));
        FakeWorker worker = api.start();
        worker.turn();
        assertThat(worker.metrics().text("problems")).contains("an answer is too large");
    }

    private static HttpAnswer gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new HttpAnswer(200, Map.of("Content-Encoding", "gzip"), bytes.toByteArray());
    }

    @Test
    void anItemThatIsTooLargeIsTruncatedAndItsIdIsFoundAllTheSame() {
        api.config.put("event.max.bytes", "100");
        api.set("next.query.after", "{last:/id}").set("query.limit", "1");
        String large = "{\"x\": \"" + "x".repeat(200) + "\", \"id\": 1}";
        api.server.items().add("", "", large);
        api.server.items().add("", "", "{\"id\": 2}");
        api.start().drain();

        assertThat(api.values()).isEqualTo(List.of(large.substring(0, 100), "{\"id\": 2}"));
        assertThat(api.published.get(0).fullSize()).isEqualTo(String.valueOf(large.length()));
    }
}
