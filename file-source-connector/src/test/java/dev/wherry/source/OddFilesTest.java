package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Things named like event files that are none. Opening a pipe would block forever, hence the timeout. */
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
    void neitherOpensNorMovesPipesAndSockets() throws Exception {
        shell("mkfifo pipe.json pipe.ndjson pipe", feed);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Bound under a short path, because the system limits its length.
            Path bound = Files.createTempDirectory("s").resolve("s.json");
            socket.bind(UnixDomainSocketAddress.of(bound));
            Files.move(bound, feed.resolve("socket.json"));
            Files.delete(bound.getParent());
            test.write("cards/y.json", "[1]");
            FakeWorker worker = test.start();
            test.watch.report(feed.resolve("pipe.json"));
            test.watch.report(feed.resolve("pipe.ndjson"));
            worker.drain();
            assertThat(test.values()).containsExactly("[1]");
            assertThat(worker.metric("files-pending")).isZero();
        }
        assertThat(feed.resolve("pipe.json")).exists();
        assertThat(feed.resolve("socket.json")).exists();
    }

    @Test
    void doesNotFollowLinks() throws IOException {
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
        assertThat(test.values()).containsExactly("[1]");
        assertThat(test.filesBelow(outside)).containsExactly("x.json", "x.ndjson");
    }

    @Test
    void ignoresAFeedThatIsALinkWithoutDelayingOthers() throws IOException {
        test.config.put(FileSourceConfig.FEEDS, "cards,users");
        Files.delete(feed);
        Files.createSymbolicLink(feed, outside);
        test.write("users/y.json", "[1]");
        test.start().drain();
        assertThat(test.values()).containsExactly("[1]");
        assertThat(test.filesBelow(outside)).containsExactly("x.json", "x.ndjson");
    }

    @Test
    void doesNotFollowALinkThatReplacesADirectoryOfPendingFiles() throws IOException {
        test.write("cards/sub/x.json", "");
        test.write("cards/sub/x.ndjson", "[");
        FakeWorker worker = test.start();
        worker.turn();
        replaceWithLink(feed.resolve("sub"));
        test.quietPeriodPasses();
        test.write("cards/y.json", "[1]");
        worker.drain();
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.values()).containsExactly("[1]");
        assertThat(test.filesBelow(outside)).containsExactly("x.json", "x.ndjson");
    }

    @Test
    void doesNotFollowALinkThatReplacesADirectoryBeforeItsFilesAreDisposedOf() throws IOException {
        for (String onFinish : List.of("archive", "delete")) {
            test.config.put(FileSourceConfig.ON_FINISH, onFinish);
            Path published = test.write("cards/" + onFinish + "/x.json", SECRET);
            Files.setLastModifiedTime(published, Files.getLastModifiedTime(outside.resolve("x.json")));
            FakeWorker worker = test.start();
            worker.turn();
            replaceWithLink(feed.resolve(onFinish));
            worker.turn();
            assertThat(test.filesBelow(outside)).containsExactly("x.json", "x.ndjson");
            assertThat(worker.metric("files-pending")).isEqualTo(1);
            worker.stop();
            Files.delete(feed.resolve(onFinish));
        }
    }

    @Test
    void forgetsAPendingFileThatIsReplacedByAPipe() throws Exception {
        test.write("cards/x.json", "[");
        FakeWorker worker = test.start();
        worker.turn();
        Files.delete(feed.resolve("x.json"));
        shell("mkfifo x.json", feed);
        test.quietPeriodPasses();
        worker.drain();
        assertThat(test.values()).isEmpty();
        assertThat(worker.metric("files-pending")).isZero();
    }

    @Test
    void scansDirectoriesNamedLikeEventFiles() throws IOException {
        test.write("cards/a.json/b.json/x.json", "[1]");
        test.write("cards/a.ndjson/x.ndjson", "[2]\n");
        test.start().drain();
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/a.json/b.json/x.json");
    }

    /** A file that not even root, whom permissions do not restrict, can open. */
    @Test
    void aFileWithATooLongPathDelaysNothingAndIsPublishedOnceItsPathIsShort() throws Exception {
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
            assertThat(test.values()).containsExactly("[1]");
            shell("i=0; while [ $i -lt 25 ]; do cd -P " + name + "; i=$((i+1)); done; mv x.json " + feed, deep);
            test.rescanBecomesDue();
            worker.drain();
            assertThat(test.values()).containsExactly("[1]", "[2]");
        } finally {
            shell("rm -rf deep", feed);
        }
    }

    @Test
    void rejectsAnArchiveThatLinksIntoTheInbox() throws IOException {
        Files.createSymbolicLink(test.archive, Files.createDirectory(test.inbox.resolve("done")));
        assertThatThrownBy(test::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("one is inside the other");
    }

    @Test
    void doesNotFollowALinkInTheArchive() throws IOException {
        Files.createDirectories(test.archive);
        Files.createSymbolicLink(test.archive.resolve("cards"), outside);
        test.write("cards/y.json", "[1]");
        FakeWorker worker = test.start();
        worker.turn();
        worker.turn();
        assertThat(test.values()).containsExactly("[1]");
        assertThat(worker.metric("files-pending")).isEqualTo(1);
        assertThat(test.filesBelow(outside)).containsExactly("x.json", "x.ndjson");
    }

    private void replaceWithLink(Path path) throws IOException {
        Files.move(path, directory.resolve("was-" + path.getFileName()));
        Files.createSymbolicLink(path, outside);
    }

    private static void shell(String script, Path in) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(in.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(script).isZero();
    }
}
