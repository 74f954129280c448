package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can bear an event's name without being an event. A pipe that was opened would block for ever, hence the timeout. */
@Timeout(60)
class OddFilesTest {
    private static final String SECRET = "[\"secret\"]";

    @TempDir
    private Path directory;

    private TestInbox test;
    private Path feed;
    private Path outside;

    @BeforeEach
    void makeInbox() throws IOException {
        test = new TestInbox(directory);
        feed = Files.createDirectories(test.inbox.resolve("cards"));
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("x.json"), SECRET);
        Files.writeString(outside.resolve("x.ndjson"), SECRET + "\n");
    }

    @Test
    void pipesAndSocketsAreNeitherOpenedNorMoved() throws Exception {
        shell("mkfifo pipe.json pipe.ndjson pipe", feed);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Bound under a short name, because the system allows no long ones.
            Path bound = Files.createTempDirectory("s").resolve("s.json");
            socket.bind(UnixDomainSocketAddress.of(bound));
            Files.move(bound, feed.resolve("socket.json"));
            Files.delete(bound.getParent());
            test.write("cards/y.json", "[1]");
            FakeWorker worker = test.start();
            test.watch.hear(feed.resolve("pipe.json"));
            test.watch.hear(feed.resolve("pipe.ndjson"));
            worker.drain();
            assertEquals(List.of("[1]"), test.values());
            assertEquals(0, worker.metric("files-pending"));
        }
        assertTrue(Files.exists(feed.resolve("pipe.json")));
        assertTrue(Files.exists(feed.resolve("socket.json")));
    }

    @Test
    void linksAreNotFollowedWhereverTheyLead() throws IOException {
        Files.createSymbolicLink(feed.resolve("file.json"), outside.resolve("x.json"));
        Files.createSymbolicLink(feed.resolve("file.ndjson"), outside.resolve("x.ndjson"));
        Files.createSymbolicLink(feed.resolve("directory"), outside);
        Files.createSymbolicLink(feed.resolve("directory.json"), outside);
        Files.createSymbolicLink(feed.resolve("loop"), feed);
        Files.createSymbolicLink(feed.resolve("self.json"), feed.resolve("self.json"));
        Files.createSymbolicLink(feed.resolve("nowhere.json"), directory.resolve("nowhere"));
        Files.createSymbolicLink(feed.resolve("random.json"), Path.of("/dev/urandom"));
        test.write("cards/y.json", "[1]");
        FakeWorker worker = test.start();
        worker.drain();
        assertEquals(List.of("[1]"), test.values());
        assertEquals(List.of("x.json", "x.ndjson"), test.filesBelow(outside));
    }

    @Test
    void aFeedThatIsALinkIsNotFollowedAndHoldsUpNoOther() throws IOException {
        test.config.put(FileSourceConfig.FEEDS, "cards,users");
        Files.delete(feed);
        Files.createSymbolicLink(feed, outside);
        test.write("users/y.json", "[1]");
        test.start().drain();
        assertEquals(List.of("[1]"), test.values());
        assertEquals(List.of("x.json", "x.ndjson"), test.filesBelow(outside));
    }

    @Test
    void aDirectoryThatBecomesALinkWhileItsFilesWaitLeadsNowhere() throws IOException {
        test.write("cards/sub/x.json", "");
        test.write("cards/sub/x.ndjson", "[");
        FakeWorker worker = test.start();
        worker.turn();
        replaceByLink(feed.resolve("sub"));
        test.quietPeriodPasses();
        test.write("cards/y.json", "[1]");
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertEquals(List.of("[1]"), test.values());
        assertEquals(List.of("x.json", "x.ndjson"), test.filesBelow(outside));
    }

    @Test
    void aDirectoryThatBecomesALinkBeforeItsFilesAreHandedOverLeadsNowhere() throws IOException {
        for (String onFinish : List.of("archive", "delete")) {
            test.config.put(FileSourceConfig.ON_FINISH, onFinish);
            Path published = test.write("cards/" + onFinish + "/x.json", SECRET);
            Files.setLastModifiedTime(published, Files.getLastModifiedTime(outside.resolve("x.json")));
            FakeWorker worker = test.start();
            worker.turn();
            replaceByLink(feed.resolve(onFinish));
            worker.turn();
            assertEquals(List.of("x.json", "x.ndjson"), test.filesBelow(outside));
            assertEquals(1, worker.metric("files-pending"));
            worker.stop();
            Files.delete(feed.resolve(onFinish));
        }
    }

    @Test
    void aFileReplacedByAPipeWhileItWaitsIsForgotten() throws Exception {
        test.write("cards/x.json", "[");
        FakeWorker worker = test.start();
        worker.turn();
        Files.delete(feed.resolve("x.json"));
        shell("mkfifo x.json", feed);
        test.quietPeriodPasses();
        worker.drain();
        assertEquals(List.of(), test.values());
        assertEquals(0, worker.metric("files-pending"));
    }

    @Test
    void directoriesNamedLikeEventsAreDirectories() throws IOException {
        test.write("cards/a.json/b.json/x.json", "[1]");
        test.write("cards/a.ndjson/x.ndjson", "[2]\n");
        test.start().drain();
        assertEquals(List.of("[1]", "[2]"), test.values().stream().sorted().toList());
        assertEquals(List.of("cards/a.json/b.json/x.json"), test.filesBelow(test.archive));
    }

    /** No permission is needed to make a file that nobody can open, not even root, whom permissions do not bind. */
    @Test
    void aFileWhosePathIsTooLongHoldsUpNothingAndIsTakenOnceItsPathIsShort() throws Exception {
        Path deep = Files.createDirectory(feed.resolve("deep"));
        String name = "d".repeat(200);
        shell(
                "i=0; while [ $i -lt 25 ]; do mkdir " + name + "; cd -P " + name + "; i=$((i+1)); done;"
                        + " printf '[2]' > x.json",
                deep);
        try {
            test.write("cards/y.json", "[1]");
            FakeWorker worker = test.start();
            worker.drain();
            assertEquals(List.of("[1]"), test.values());
            shell("i=0; while [ $i -lt 25 ]; do cd -P " + name + "; i=$((i+1)); done; mv x.json " + feed, deep);
            test.rescanIsDue();
            worker.drain();
            assertEquals(List.of("[1]", "[2]"), test.values());
        } finally {
            shell("rm -rf deep", feed);
        }
    }

    @Test
    void anArchiveThatALinkLeadsIntoTheInboxIsRefused() throws IOException {
        Files.createSymbolicLink(test.archive, Files.createDirectory(test.inbox.resolve("done")));
        ConnectException refusal = assertThrows(ConnectException.class, test::start);
        assertTrue(refusal.getMessage().contains("one lies inside the other"), refusal::getMessage);
    }

    @Test
    void aLinkBelowTheArchiveIsNotFollowed() throws IOException {
        Files.createDirectories(test.archive);
        Files.createSymbolicLink(test.archive.resolve("cards"), outside);
        test.write("cards/y.json", "[1]");
        FakeWorker worker = test.start();
        worker.turn();
        worker.turn();
        assertEquals(List.of("[1]"), test.values());
        assertEquals(1, worker.metric("files-pending"));
        assertEquals(List.of("x.json", "x.ndjson"), test.filesBelow(outside));
    }

    private void replaceByLink(Path path) throws IOException {
        Files.move(path, directory.resolve("was-" + path.getFileName()));
        Files.createSymbolicLink(path, outside);
    }

    private static void shell(String script, Path in) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(in.toFile())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(Duration.ofSeconds(30).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
        assertEquals(0, process.exitValue(), script);
    }
}
