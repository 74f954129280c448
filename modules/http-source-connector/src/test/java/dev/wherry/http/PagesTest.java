package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way from one page to the next, and every way to find the last one. */
class PagesTest {
    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    /** Numbers of items around multiples of the page, which has three. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cursor: next.cursor=/next_cursor; next.query.cursor={cursor}",
                "cursor until empty: next.cursor=/next_cursor; next.query.cursor={cursor}; next.until=empty",
                "url in the body: next.cursor=/links/next; next.url={cursor}",
                "link: next.link=next; query.bare=1; items=",
                "page: next.query.page={page}",
                "page until shorter: next.query.page={page}; next.until=3",
                "page in the first request: query.page={page}; next.query.page={page}",
                "offset: next.query.offset={offset}",
                "offset until shorter: next.query.offset={offset}; next.until=3",
                "exclusive: next.query.after={last:/id}",
                "exclusive until shorter: next.query.after={last:/id}; next.until=3",
                "inclusive: next.query.from={last:/id}; next.until=3",
                "body: method=POST; body={\"limit\": 3}; next.body={\"after\": \"{last:/id}\"}",
                "nested path: next.query.after={last:/a~1b/id}; next.until=3",
            })
    void everyItemIsPublishedOnceInOrder(String options) {
        set(options.split(": ", 2)[1]);
        for (int count = 0; count <= 7; count++) {
            api.forget();
            List<String> expected = new ArrayList<>(api.server.items().all());
            FakeWorker worker = api.start();
            worker.drain();
            int items = count;
            assertThat(api.values()).as(() -> items + " items").isEqualTo(expected);
            assertThat(worker.metrics().text("problems")).isEmpty();
            api.files.requireTrue();
            assertThat(api.files.unfinished()).isZero();

            add(count);
            api.advance(Duration.ofMinutes(1));
            worker.drain();
            assertThat(api.values())
                    .as(() -> items + " and one items")
                    .isEqualTo(api.server.items().all());
        }
    }

    private void set(String options) {
        for (String option : options.split("; ")) {
            String[] pair = option.split("=", 2);
            api.set(pair[0], pair[1]);
        }
    }

    private void add(int number) {
        api.server.items().add("", "", "{\"id\": \"i%d\", \"a/b\": {\"id\": \"i%<d\"}, \"é\": [ ]}".formatted(number));
    }

    @Test
    void aRecordHasTheNameOfItsPageAndItsPlaceInTheAnswer() {
        api.set("next.query.after", "{last:/id}");
        for (int i = 0; i < 4; i++) {
            add(i);
        }
        api.start().drain();

        assertThat(api.published)
                .extracting(PublishedRecord::file)
                .containsExactly("000001", "000001", "000001", "000002");
        assertThat(api.published.get(0).offset()).isEqualTo(String.valueOf("{\"count\": 3, \"data\": [".length()));
        assertThat(api.published.get(0).modified()).isNull();
        assertThat(api.files.sentences()).containsExactly("000001 3 finished", "000002 1 finished");
    }
}
