package dev.wherry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.s3.TestS3Server.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store does wrong is told, and made up when it passes. */
class FaultsTest {
    private TestLake lake;

    @BeforeEach
    void open() throws IOException {
        lake = new TestLake();
        lake.bucket().put("a.csv", "id\n1\n2\n");
        lake.bucket().put("b.csv", "id\n3\n");
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchBucket, the bucket does not exist, no-such-bucket",
        "403, AccessDenied, access is denied, denied",
        "403, InvalidAccessKeyId, the credentials are missing or not valid, bad-credentials",
        "301, PermanentRedirect, the bucket is in another region, wrong-region",
        "403, InvalidObjectState, an object is archived, archived",
        "403, RequestTimeTooSkewed, the clocks of worker and store differ too much, clock-skew",
        "503, SlowDown, the store asks to slow down, slow-down",
        "500, InternalError, the store has failed, server-error",
    })
    void anErrorIsToldInOneSentenceAndMadeUpWhenItPasses(int status, String code, String sentence, String metric) {
        lake.server.faults(request -> Fault.error(status, code));
        FakeWorker worker = lake.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .startsWith("Feed cards cannot be read from the bucket lake at http://127.0.0.1")
                .contains(": " + sentence + " (", "(feeds/cards.yaml)")
                .doesNotContain("\n");
        assertThat(worker.metric("errors-" + metric)).isEqualTo(1);
        assertThat(worker.metric("files-pending")).isEqualTo(1);
        assertThat(worker.metric("scans-total")).isZero();

        lake.server.faults(request -> Fault.NONE);
        int requests = lake.server.requests().size();
        worker.turn();
        assertThat(lake.server.requests()).as("it pauses").hasSize(requests);
        lake.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(lake.values()).containsExactly("1", "2", "3");
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void anAnswerThatIsNoListingIsTold() {
        lake.server.faults(
                request -> Fault.answer(200, Map.of("Content-Type", "text/html"), "<html><p>Log in.</p></html>"));
        FakeWorker worker = lake.start();

        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("the store does not answer as S3 does");
    }

    @Test
    void aListingThatEndsInTheMidstIsTold() {
        lake.server.faults(request -> Fault.answer(
                200, Map.of("Content-Type", "application/xml"), "<?xml version=\"1.0\"?><ListBucketResult><Cont"));
        FakeWorker worker = lake.start();

        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("an answer was cut off");
    }

    @Test
    void aPageWithoutKeysIsNotTheLastOneIfMoreFollow() {
        lake.server.faults(request -> request.query().containsKey("continuation-token")
                        || !request.query().containsKey("list-type")
                ? Fault.NONE
                : Fault.answer(
                        200,
                        Map.of("Content-Type", "application/xml"),
                        "<ListBucketResult><IsTruncated>true</IsTruncated>"
                                + "<NextContinuationToken>a</NextContinuationToken></ListBucketResult>"));
        FakeWorker worker = lake.start();

        worker.drain();

        assertThat(lake.values()).containsExactly("1", "2", "3");
    }

    @Test
    void aPageThatDoesNotSayWhereMoreFollowsIsTold() {
        lake.server.faults(request -> Fault.answer(
                200,
                Map.of("Content-Type", "application/xml"),
                "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
        FakeWorker worker = lake.start();

        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains("the store does not answer as S3 does", "says that more follow, but not where");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, an object that is listed does not exist",
        "412, PreconditionFailed, an object that is listed has another content"
    })
    void anObjectThatIsListedAndNeverThereIsToldAndHoldsUpWhatFollows(int status, String code, String sentence) {
        lake.server.faults(request -> request.path().endsWith("/a.csv") ? Fault.error(status, code) : Fault.NONE);
        FakeWorker worker = lake.start();

        for (int turn = 0; turn < 2; turn++) {
            worker.turn();
            assertThat(worker.metrics().text("problems")).isEmpty();
            lake.advance(Duration.ofMinutes(1));
        }
        worker.turn();

        assertThat(worker.metrics().text("problems")).contains(sentence, "reading lake/a.csv", "delete the object");
        assertThat(lake.values()).isEmpty();
        lake.server.faults(request -> Fault.NONE);
        lake.advance(Duration.ofMinutes(1));
        worker.drain();
        assertThat(lake.values()).containsExactly("1", "2", "3");
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    /** As of a store that ignores If-Match. */
    @Test
    void contentWithAnotherETagThanListedIsNotPublished() {
        lake.server.faults(request -> request.path().endsWith("/a.csv")
                ? Fault.answer(200, Map.of("ETag", "\"another\""), "id\n7\n8\n")
                : Fault.NONE);
        FakeWorker worker = lake.start();

        worker.turn();
        lake.server.faults(request -> Fault.NONE);
        lake.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(lake.values()).containsExactly("1", "2", "3");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void damagedObjectsDoNotHoldUpWhatFollows() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("id\n4\n5\n".getBytes(UTF_8));
        }
        byte[] bytes = compressed.toByteArray();
        lake.bucket().put("a1.csv.gz", Arrays.copyOf(bytes, bytes.length - 3));
        lake.bucket().put("a2.csv.gz", "");
        FakeWorker worker = lake.start();

        worker.drain();

        assertThat(lake.values()).containsExactly("1", "2", "4", "5", "", "", "3");
        assertThat(lake.published.get(4).fault()).contains("is truncated");
        assertThat(lake.published.get(5).fault()).contains("the file is empty");
    }

    @Test
    void aClosedPortIsTold() throws IOException {
        lake.server.close();
        FakeWorker worker = lake.start();

        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("the connection failed");
    }

    /** The first answer to each request is cut off after the same number of bytes, from 0 to the last. */
    @Test
    void anAnswerThatIsCutOffAnywhereIsReadAgain() {
        int longest = 1_200;
        for (int bytes = 0; bytes < longest; bytes += bytes < 60 ? 7 : 41) {
            lake.published.clear();
            lake.offsetsForget();
            int cut = bytes;
            AtomicInteger answers = new AtomicInteger();
            lake.server.faults(request -> answers.getAndIncrement() % 2 == 0 ? Fault.cutAfter(cut) : Fault.NONE);
            FakeWorker worker = lake.start();
            for (int turn = 0; turn < 40; turn++) {
                worker.turn();
                lake.advance(Duration.ofMinutes(1));
            }

            assertThat(lake.values()).as(() -> "cut after " + cut + " bytes").containsExactly("1", "2", "3");
            lake.bucket().put("a.csv", "id\n1\n2\n");
            lake.bucket().put("b.csv", "id\n3\n");
        }
    }

    @Test
    void anObjectThatIsReplacedWhileItIsReadIsReadAsTheNewOne() {
        lake.config.put(BatchOptions.BATCH_MAX_RECORDS, "1");
        FakeWorker worker = lake.start();
        assertThat(worker.turn()).isTrue();
        worker.stop();
        lake.advance(Duration.ofSeconds(10));
        lake.bucket().put("a.csv", "id\n7\n8\n");

        FakeWorker restarted = lake.start();
        restarted.turn();
        lake.advance(Duration.ofSeconds(10));
        restarted.drain();

        assertThat(lake.values()).containsExactly("1", "7", "8", "3");
        lake.files.requireTrue();
        assertThat(lake.files.sentences()).containsExactly("a.csv 1 rewritten", "a.csv 2 finished", "b.csv 1 finished");
    }

    @Test
    void anUnmatchedNameIsIgnoredAndTold() {
        lake.bucket().put("c.xml", "<a/>");
        lake.bucket().put("folder/", "");
        FakeWorker worker = lake.start();

        worker.drain();

        assertThat(worker.metric("files-ignored")).isEqualTo(1);
        assertThat(worker.metrics().text("problems")).contains("The file c.xml matches no pattern of feed cards");
    }

    @Test
    void oneFeedDoesNotStopAnother() {
        lake.config.put(S3SourceConfig.FEEDS, "cards,users");
        lake.config.put("feed.users.bucket", "other");
        FakeWorker worker = lake.start();
        for (int turn = 0; turn < 5; turn++) {
            worker.turn();
        }

        assertThat(lake.values()).containsExactly("1", "2", "3");
        assertThat(worker.metrics().text("problems")).contains("Feed users", "the bucket does not exist");
    }

    @Test
    void aListingContinuesInPagesWithoutMoreRequestsThanPages() {
        lake.bucket().pageSize(2);
        for (int i = 0; i < 9; i++) {
            lake.bucket().put("n" + i + ".csv", "id\n" + i + "\n");
        }
        FakeWorker worker = lake.start();
        worker.drain();

        List<HttpRequest> listings = lake.server.requests().stream()
                .filter(request -> request.query().containsKey("list-type"))
                .toList();
        assertThat(listings).hasSize(6);
        assertThat(lake.values()).hasSize(12);
    }
}
