package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.http.client.ApiClient;
import dev.wherry.testing.connect.PublishedRecord;
import dev.wherry.testing.http.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that cannot be sent is a failure of its feed, not the end of the task. */
class UnsendableTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.config.put(HttpSourceConfig.FEEDS, "payments,refunds");
        api.config.put("feed.refunds.url", api.server.url() + "/refunds");
        api.set("items", "/data").set("next.cursor", "/next_cursor");
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private FakeWorker startWithCursor(String cursor, UnaryOperator<ApiClient> client) {
        api.server.answers(request -> request.path().equals("/refunds")
                ? HttpAnswer.json("[{\"refund\": 1}]")
                : HttpAnswer.json("{\"data\": [{\"id\": 1}], \"next_cursor\": \"" + cursor + "\"}"));
        FakeWorker worker = api.start(client);
        for (int turn = 0; turn < 5; turn++) {
            worker.turn();
        }
        return worker;
    }

    private void assertOtherFeedsAreRead() {
        assertThat(api.published.stream()
                        .filter(each -> each.topic().equals("raw.refunds"))
                        .map(PublishedRecord::value))
                .containsExactly("{\"refund\": 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\u0000b", "\\u20ac"})
    void aCursorThatAHeaderCannotHaveFailsItsFeedAlone(String cursor) {
        api.set("next.headers.X-Cursor", "{cursor}");

        FakeWorker worker = startWithCursor(cursor, UnaryOperator.identity());

        assertThat(worker.metrics().text("problems"))
                .contains(
                        "Feed payments cannot be read",
                        "the value of the header X-Cursor has a character that headers cannot have",
                        "source.http.query");
        assertThat(worker.metric("errors-unsendable")).isEqualTo(1);
        assertOtherFeedsAreRead();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a b/", "http:///no-host", "http://127.0.0.1:99999999/", "mailto:x", "::"})
    void aCursorThatIsNoAddressFailsItsFeedAlone(String cursor) {
        api.set("next.url", "{cursor}");

        FakeWorker worker = startWithCursor(cursor, UnaryOperator.identity());

        assertThat(worker.metrics().text("problems")).startsWith("Feed payments cannot be read");
        assertOtherFeedsAreRead();
    }

    @Test
    void whateverTheClientThrowsFailsItsFeedAlone() {
        api.set("next.query.cursor", "{cursor}");

        FakeWorker worker = startWithCursor("", client -> request -> {
            if (request.uri().getPath().equals("/data")) {
                throw new IllegalStateException("of a secret");
            }
            return client.send(request);
        });

        assertThat(worker.metrics().text("problems"))
                .startsWith("Feed payments cannot be read")
                .contains("(IllegalStateException)")
                .doesNotContain("secret");
        assertThat(List.of(worker.metric("errors-unsendable"), worker.metric("files-unreadable")))
                .containsExactly(1L, 1L);
        assertOtherFeedsAreRead();
    }
}
