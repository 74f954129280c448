package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of an API. Today is 2019-04-08. */
class DaysTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.set("query.day", "{day}")
                .set("query.type", "{type}")
                .set("each.name", "type")
                .set("each.values", "a,b")
                .set("next.query.after", "{last:/id}")
                .set("next.until", "3")
                .set("days.from", "2019-04-04")
                .set("retry.times", "0")
                .set("parallel", "1");
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private void add(String type, String day, int... ids) {
        for (int id : ids) {
            api.server.items().add(type, day, item(id, 1));
        }
    }

    private static String item(int id, int revision) {
        return "{\"id\": " + id + ", \"revision\": " + revision + "}";
    }

    private List<String> values(int from) {
        return api.values().subList(from, api.values().size());
    }

    private List<String> requestedDays() {
        List<String> days = new ArrayList<>();
        api.server.requests().stream()
                .map(HttpRequest::query)
                .filter(query -> query.get("type").equals("a"))
                .forEach(query -> days.add(query.get("day").substring(8)));
        return days;
    }

    @Test
    void aDayIsReadUntilItIsCompleteAndThenOnlyIfAskedFor() {
        add("a", "2019-04-04", 1, 2);
        add("b", "2019-04-07", 3);
        FakeWorker worker = api.start();
        worker.drain();
        assertThat(api.values()).containsExactly(item(1, 1), item(2, 1), item(3, 1));
        assertThat(requestedDays()).containsExactly("04", "05", "06", "07", "08");
        assertThat(api.files.sentences())
                .as("what is complete is stored, and what had nothing is not told each time")
                .containsExactly(
                        "a/2019-04-04/000001 2 finished",
                        "b/2019-04-04/000001 0 finished",
                        "b/2019-04-07/000001 1 finished");

        api.server.requests().clear();
        add("a", "2019-04-04", 4);
        add("a", "2019-04-05", 5);
        api.advance(Duration.ofMinutes(1));
        worker.drain();
        assertThat(requestedDays()).as("3 days late").containsExactly("05", "06", "07", "08");
        assertThat(values(3)).containsExactly(item(5, 1));

        worker.stop();
        api.server.requests().clear();
        FakeWorker restarted = api.start();
        restarted.drain();
        assertThat(requestedDays()).as("a start asks for nothing more").containsExactly("05", "06", "07", "08");

        restarted.stop();
        api.server.requests().clear();
        api.server.items().replace("b", "2019-04-07", 0, item(3, 2));
        api.set("backfill", "2019-04-04..2019-04-07").set("asked", "once").set("days.to", "2019-04-07");
        FakeWorker asked = api.start();
        asked.drain();
        assertThat(requestedDays()).containsExactly("04", "04", "05", "06", "07");
        assertThat(values(4)).as("what is new or changed").containsExactly(item(4, 1), item(3, 2));

        asked.stop();
        api.server.requests().clear();
        api.start().drain();
        assertThat(requestedDays()).as("asked for once").containsExactly("05", "06", "07");
        assertThat(values(6)).isEmpty();
    }

    @Test
    void aPassThatBeganBeforeTheEndOfADayDoesNotCompleteIt() {
        api.set("days.late", "0").set("days.from", "2019-04-08").set("days.to", "2019-04-08");
        FakeWorker worker = api.start();
        worker.drain();
        api.advance(Duration.ofDays(1));
        add("a", "2019-04-08", 1);
        worker.drain();
        assertThat(values(0)).containsExactly(item(1, 1));

        api.server.requests().clear();
        api.advance(Duration.ofDays(1));
        worker.drain();
        assertThat(requestedDays()).isEmpty();
    }

    @Test
    void aMissingDayIsSkippedToldOrWaitedFor() {
        add("a", "2019-04-04", 1);
        add("b", "2019-04-04", 2);
        api.set("days.to", "2019-04-05");
        FakeWorker skipping = api.start();
        skipping.drain();
        assertThat(skipping.metrics().text("problems")).isEmpty();

        api.set("days.missing", "fail");
        FakeWorker failing = api.start();
        failing.drain();
        assertThat(failing.metrics().text("problems"))
                .isEqualTo("Feed payments has nothing for payments/a/2019-04-05: look into the API, or write missing:"
                        + " skip in feeds/payments.yaml.\nFeed payments has nothing for payments/b/2019-04-05: look"
                        + " into the API, or write missing: skip in feeds/payments.yaml.");
        assertThat(failing.metric("files-waiting")).isEqualTo(2);

        api.set("days.missing", "wait");
        FakeWorker waiting = api.start();
        for (int turn = 0; turn < 10; turn++) {
            waiting.turn();
        }
        assertThat(waiting.metric("files-pending")).isEqualTo(2);
        add("a", "2019-04-05", 3);
        add("b", "2019-04-05", 4);
        api.advance(Duration.ofMinutes(1));
        waiting.drain();
        assertThat(values(2)).containsExactly(item(3, 1), item(4, 1));
    }

    @Test
    void aScopeThatFailsLeavesTheOthersAndGoesOnWhereItStopped() {
        add("a", "2019-04-04", 1, 2, 3, 4, 5);
        add("b", "2019-04-04", 6);
        add("a", "2019-04-08", 7);
        AtomicBoolean broken = new AtomicBoolean(true);
        api.server.faults(request -> broken.get() && "3".equals(request.query().get("after"))
                ? Fault.instead(HttpAnswer.of(500, "broken"))
                : Fault.NONE);
        FakeWorker worker = api.start();
        for (int turn = 0; turn < 20; turn++) {
            worker.turn();
        }
        assertThat(api.values()).containsExactly(item(1, 1), item(2, 1), item(3, 1), item(6, 1), item(7, 1));
        assertThat(worker.metrics().text("problems"))
                .contains("for payments/a/2019-04-04: the server has failed", "/data?after=…&day=…&type=…: broken)");
        assertThat(worker.metric("scans-total")).isEqualTo(1);
        assertThat(worker.metric("files-pending")).isEqualTo(1);
        assertThat(worker.metric("lag-ms")).isZero();
        api.advance(Duration.ofSeconds(10));
        assertThat(worker.metric("lag-ms")).isEqualTo(10_000);

        broken.set(false);
        api.server.requests().clear();
        api.advance(Duration.ofSeconds(50));
        worker.turn();
        assertThat(api.server.requests().get(0).query()).as("goes on").containsEntry("after", "3");
        worker.drain();
        assertThat(values(5)).containsExactly(item(4, 1), item(5, 1));
    }

    @Test
    void aServerThatRefusesEverythingIsNotOverrun() {
        api.set("days.from", "2018-04-08");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(401, "")));
        FakeWorker worker = api.start();
        for (int turn = 0; turn < 600; turn++) {
            worker.turn();
            api.advance(Duration.ofSeconds(1));
        }
        assertThat(api.server.requests()).hasSizeBetween(10, 25);
        assertThat(worker.metrics().text("problems").lines()).hasSize(1);

        api.server.faults(request -> Fault.NONE);
        add("a", "2018-04-08", 1);
        add("b", "2019-04-08", 2);
        api.advance(Duration.ofMinutes(1));
        worker.drain();
        assertThat(api.values()).containsExactlyInAnyOrder(item(1, 1), item(2, 1));
        assertThat(worker.metrics().text("problems")).isEmpty();
    }
}
