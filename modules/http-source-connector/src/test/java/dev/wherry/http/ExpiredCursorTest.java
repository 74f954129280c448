package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor that is stored may be unknown to the server when reading goes on. */
class ExpiredCursorTest {
    private static final List<String> ITEMS =
            IntStream.range(0, 7).mapToObj(id -> "{\"id\": " + id + "}").toList();

    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.set("retry.times", "0").set("next.cursor", "/next_cursor").set("next.query.cursor", "{cursor}");
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private void addItems(String day) {
        ITEMS.forEach(item -> api.server.items().add("", day, item));
    }

    private static boolean follows(HttpRequest request) {
        return request.query().containsKey("cursor");
    }

    private long requestsForTheFirstPage() {
        return api.server.requests().stream().filter(each -> !follows(each)).count();
    }

    /** The first page is published, then the process ends. */
    private void readTheFirstPage() {
        api.server.faults(request -> follows(request) ? Fault.instead(HttpAnswer.of(500, "")) : Fault.NONE);
        FakeWorker worker = api.start();
        worker.turn();
        worker.stop();
        assertThat(api.values()).isEqualTo(ITEMS.subList(0, 3));
    }

    private FakeWorker run(FakeWorker worker, Duration time) {
        for (int second = 0; second < time.toSeconds(); second += 10) {
            worker.turn();
            api.advance(Duration.ofSeconds(10));
        }
        return worker;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void aDayIsReadFromItsFirstPageAgain(int status) {
        addItems("2019-04-08");
        api.set("query.day", "{day}").set("days.from", "2019-04-08").set("schedule.every.ms", "86400000");
        readTheFirstPage();
        long before = requestsForTheFirstPage();
        api.server.faults(request -> follows(request) && requestsForTheFirstPage() == before
                ? Fault.instead(HttpAnswer.of(status, ""))
                : Fault.NONE);
        FakeWorker worker = run(api.start(), Duration.ofSeconds(20));
        assertThat(worker.metrics().text("problems"))
                .contains("If the page at which reading stopped is refused once more, the day is read again");
        assertThat(requestsForTheFirstPage()).isEqualTo(before);
        run(worker, Duration.ofMinutes(5));

        assertThat(api.values()).isEqualTo(ITEMS);
        assertThat(worker.metrics().text("problems")).isEmpty();
        assertThat(requestsForTheFirstPage()).isEqualTo(before + 1);
    }

    @Test
    void aPageThatIsRefusedForItselfIsNotReadUpToForEver() {
        addItems("2019-04-08");
        api.set("query.day", "{day}").set("days.from", "2019-04-08").set("schedule.every.ms", "86400000");
        api.server.faults(request -> follows(request) ? Fault.instead(HttpAnswer.of(400, "too far")) : Fault.NONE);
        FakeWorker worker = run(api.start(), Duration.ofMinutes(20));

        assertThat(api.values()).isEqualTo(ITEMS.subList(0, 3));
        assertThat(requestsForTheFirstPage()).isEqualTo(2);
        assertThat(worker.metrics().text("problems")).contains("too far").endsWith("(feeds/payments.yaml).");
    }

    @Test
    void aFeedWithoutDaysSaysWhatToDoBecauseItDoesNotRememberAllItems() {
        addItems("");
        readTheFirstPage();
        api.server.faults(request -> follows(request) ? Fault.instead(HttpAnswer.of(410, "")) : Fault.NONE);
        FakeWorker worker = run(api.start(), Duration.ofMinutes(10));

        assertThat(worker.metrics().text("problems"))
                .contains(
                        "the address does not exist (status 410",
                        "stop the connector and reset its offsets with DELETE /connectors/<name>/offsets: all its items"
                                + " are then published again.");
        assertThat(requestsForTheFirstPage()).isEqualTo(1);
        worker.stop();
        api.server.faults(request -> Fault.NONE);
        api.offsets = new FakeOffsets();
        api.start().drain();
        assertThat(api.values()).hasSize(10).containsAll(ITEMS);
    }
}
