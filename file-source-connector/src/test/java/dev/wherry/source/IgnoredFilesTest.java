package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredFilesTest {
    @TempDir
    Path directory;

    private TestInbox test;

    @BeforeEach
    void makeInbox() throws IOException {
        test = new TestInbox(directory);
        test.write("cards/1.json", "[1]");
    }

    @Test
    void tellsOfFilesThatMatchNoPattern() throws IOException {
        test.write("cards/g.JSONL.bz2", "x");
        test.write("cards/sub/h.txt", "x");

        FakeWorker worker = drained();

        assertThat(test.values()).containsExactly("[1]");
        assertThat(worker.metric("files-ignored")).isEqualTo(2);
        assertThat(worker.metric("files-ignored-unmatched")).isEqualTo(2);
        assertThat(worker.metric("files-pending")).isZero();
        assertThat(worker.metrics().text("problems"))
                .isEqualTo(
                        "2 files match no pattern of feed cards, such as g.JSONL.bz2, sub/h.txt: add a rule for such names"
                                + " to feeds/cards.yaml in the contracts, or list them there under ignore.");
    }

    @Test
    void showsTheFirstOfManyNames() throws IOException {
        for (int i = 9; i > 0; i--) {
            test.write("cards/" + i + ".txt", "x");
        }

        assertThat(drained().metrics().text("problems"))
                .startsWith("9 files match no pattern of feed cards, such as 1.txt, 2.txt, 3.txt: add");
    }

    @Test
    void aNameInAnotherCaseIsNoReason() throws IOException {
        test.write("cards/2.JSON", "[2]");

        FakeWorker worker = drained();

        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]");
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void tellsOfLinks() throws IOException {
        Path outside = Files.writeString(directory.resolve("x.json"), "[2]");
        Files.createSymbolicLink(test.inbox.resolve("cards/link.json"), outside);
        Files.createSymbolicLink(test.inbox.resolve("cards/link.ndjson"), outside);
        Files.createSymbolicLink(test.inbox.resolve("cards/directory"), directory);

        FakeWorker worker = drained();

        assertThat(worker.metric("files-ignored-link")).isEqualTo(3);
        assertThat(worker.metrics().text("problems"))
                .startsWith(
                        "3 symbolic links in feed cards are not followed, such as directory, link.json, link.ndjson: ");
    }

    @Test
    void tellsOfPipes() throws Exception {
        assertThat(new ProcessBuilder(
                                "mkfifo", test.inbox.resolve("cards/pipe.json").toString())
                        .start()
                        .waitFor())
                .isZero();

        FakeWorker worker = drained();

        assertThat(worker.metric("files-ignored-special")).isEqualTo(1);
        assertThat(worker.metrics().text("problems"))
                .isEqualTo("pipe.json in feed cards is a pipe, socket or device, which is not read: remove it.");
    }

    @Test
    void tellsOfWhatBelongsToNoFeed() throws IOException {
        test.write("card/2.json", "[2]");
        test.write("3.json", "[3]");
        test.write("4.json", "[4]");
        Files.createSymbolicLink(test.inbox.resolve("users"), directory);

        FakeWorker worker = drained();

        assertThat(test.values()).containsExactly("[1]");
        assertThat(worker.metric("files-ignored")).isEqualTo(4);
        assertThat(worker.metric("files-ignored-not-a-feed")).isEqualTo(1);
        assertThat(worker.metric("files-ignored-outside-feeds")).isEqualTo(2);
        assertThat(worker.metric("files-ignored-link")).isEqualTo(1);
        assertThat(worker.metrics().text("problems").lines())
                .containsExactly(
                        "users in the inbox is a symbolic link, which is not followed: replace it by what it leads to, or"
                                + " remove it.",
                        "The directory card/ (1 file; did you mean cards?) in the inbox is no feed of these contracts"
                                + " (cards): rename it, add it to the feeds of a contract, or move it out of the inbox.",
                        "2 files in the inbox lie outside the directories of the feeds, such as 3.json, 4.json: move"
                                + " them into the directories of their feeds, or out of the inbox.");
    }

    @Test
    void saysNothingOfHiddenAndUnfinishedFiles() throws IOException {
        for (String name : List.of(
                ".wherry.lock",
                ".hidden/x.json",
                "lost+found/x",
                "x.tmp",
                "cards/.x.json.aXb1",
                "cards/.sub/x.json",
                "cards/__id_counter",
                "cards/2.json.tmp",
                "cards/2.json.FILEPART",
                "cards/2.json~",
                "cards/_SUCCESS")) {
            test.write(name, "[2]");
        }

        FakeWorker worker = drained();

        assertThat(test.values()).containsExactly("[1]");
        assertThat(worker.metric("files-ignored")).isZero();
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void aFeedCanIgnoreNamesOfItsOwnEvenIfARuleMatches() throws IOException {
        test.config.put("feed.cards.ignore", "draft-*,counter");
        test.write("cards/Draft-2.json", "[2]");
        test.write("cards/draft-3/3.json", "[3]");
        test.write("cards/counter", "4");
        test.write("cards/x.tmp", "5");

        FakeWorker worker = drained();

        assertThat(test.values()).containsExactly("[1]");
        assertThat(worker.metric("files-ignored")).isEqualTo(1);
        assertThat(worker.metrics().text("problems")).startsWith("The file x.tmp matches no pattern of feed cards: ");
    }

    @Test
    void everyFileIsCountedByOneOfSeveralTasks() throws IOException {
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".txt", "x");
            Files.createSymbolicLink(test.inbox.resolve("cards/" + i + ".ndjson"), directory);
        }
        test.write("x.json", "x");
        test.write("orders/x.json", "x");
        List<FakeWorker> workers = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            FakeWorker worker = test.start(new DelegatingDisk(), task, 3);
            worker.drain();
            workers.add(worker);
        }

        assertThat(workers)
                .allSatisfy(worker -> assertThat(worker.metric("files-ignored")).isBetween(1L, 199L));
        assertThat(workers.stream()
                        .mapToLong(worker -> worker.metric("files-ignored"))
                        .sum())
                .isEqualTo(202);
    }

    @Test
    void forgetsWhatIsGone() throws IOException {
        Path unmatched = test.write("cards/x.txt", "x");
        FakeWorker worker = drained();
        assertThat(worker.metric("files-ignored")).isEqualTo(1);

        Files.delete(unmatched);
        test.rescanBecomesDue();
        worker.drain();

        assertThat(worker.metric("files-ignored")).isZero();
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void aRotatedFileIsReadAndNotIgnored() throws IOException {
        Path log = test.write("cards/x.ndjson", "[2]\n");
        FakeWorker worker = drained();

        Files.move(log, log.resolveSibling("x.ndjson.1"));
        test.append("cards/x.ndjson.1", "[3]\n");
        test.rescanBecomesDue();
        worker.drain();

        assertThat(test.values()).containsExactly("[1]", "[2]", "[3]");
        assertThat(worker.metric("files-ignored")).isZero();
    }

    private FakeWorker drained() {
        FakeWorker worker = test.start();
        worker.drain();
        return worker;
    }
}
