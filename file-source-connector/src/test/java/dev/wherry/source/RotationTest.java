package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs do to the files that they write, with the default patterns. */
class RotationTest {
    @TempDir
    private Path directory;

    private TestInbox test;
    private FakeWorker worker;

    @BeforeEach
    void start() {
        test = new TestInbox(directory);
        worker = test.start();
    }

    private void rescan() {
        test.rescanBecomesDue();
        worker.drain();
    }

    private void restart() {
        worker.stop();
        worker = test.start();
        worker.drain();
    }

    private static String lines(int from, int to) {
        return String.join(
                "", IntStream.range(from, to).mapToObj(i -> "[" + i + "]\n").toList());
    }

    private void assertPublishedOnce(int count) {
        assertThat(test.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "[" + i + "]").toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.ndjson.1", "x.ndjson-20261129", ".x.ndjson.old", "sub/x.old"})
    void renameAndCreateLosesNothing(String rotated) throws IOException {
        Path file = test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        test.append("cards/x.ndjson", lines(10, 15));
        Path target = test.inbox.resolve("cards").resolve(rotated);
        Files.createDirectories(target.getParent());
        Files.move(file, target);
        test.write("cards/x.ndjson", lines(20, 30));
        test.append("cards/" + rotated, lines(15, 20));
        rescan();
        assertPublishedOnce(30);
    }

    @Test
    void renameAndCreateWhileStoppedLosesNothing() throws IOException {
        Path file = test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        worker.stop();
        test.append("cards/x.ndjson", lines(10, 20));
        Files.move(file, file.resolveSibling("x.ndjson.1"));
        test.write("cards/x.ndjson", lines(20, 30));
        worker = test.start();
        worker.drain();
        assertPublishedOnce(30);
    }

    @Test
    void anUnknownFileWithTheInodeOfAKnownOneIsNotRead() throws IOException {
        Path file = test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        worker.stop();
        // The same inode, but another name and content: a file of another kind that got a freed inode.
        Files.writeString(file, "secret\nsecret\n");
        Files.move(file, file.resolveSibling("notes.txt"));
        worker = test.start();
        worker.drain();
        assertPublishedOnce(10);
    }

    @Test
    void copyAndTruncateLosesNothingThatWasPublishedBefore() throws IOException {
        Path file = test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        Files.copy(file, file.resolveSibling("x.ndjson.1"));
        Files.writeString(file, lines(10, 12));
        rescan();
        assertPublishedOnce(12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyAndTruncateIsNoticedEvenIfTheFileHasGrownBeyondItsPosition(boolean whileStopped) throws IOException {
        test.write("cards/x.ndjson", "{\"first\": 1}\n" + lines(0, 10));
        worker.drain();
        test.published.clear();
        test.write("cards/x.ndjson", "{\"first\": 1}\n" + lines(100, 150));
        if (whileStopped) {
            restart();
        } else {
            rescan();
        }
        assertThat(test.values()).hasSize(51).startsWith("{\"first\": 1}", "[100]");
    }

    @Test
    void aFileRewrittenInPlaceIsReadFromItsStart() throws IOException {
        test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        test.published.clear();
        test.write("cards/x.ndjson", "[0]\n[9]\n[8]\n[7]\n[6]\n[5]\n[4]\n[3]\n[2]\n[1]\n");
        rescan();
        assertThat(test.values()).containsExactly("[0]", "[9]", "[8]", "[7]", "[6]", "[5]", "[4]", "[3]", "[2]", "[1]");
    }

    @Test
    void aFileReplacedByRenameIsReadFromItsStart() throws IOException {
        Path file = test.write("cards/x.ndjson", lines(0, 10));
        worker.drain();
        Path replacement = test.write("cards/.x.tmp", lines(10, 30));
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
        rescan();
        assertPublishedOnce(30);
    }

    @Test
    void theNulsOfAPreallocatedFileAreNoLine() throws IOException {
        Path file = test.inbox.resolve("cards/x.ndjson");
        Files.createDirectories(file.getParent());
        try (RandomAccessFile preallocated = new RandomAccessFile(file.toFile(), "rw")) {
            preallocated.setLength(10_000);
            preallocated.write(lines(0, 10).getBytes(StandardCharsets.UTF_8));
            worker.drain();
            test.quietPeriodPasses();
            worker.drain();
            assertPublishedOnce(10);
            preallocated.write(lines(10, 20).getBytes(StandardCharsets.UTF_8));
            rescan();
            assertPublishedOnce(20);
            preallocated.setLength(preallocated.getFilePointer());
        }
        restart();
        assertPublishedOnce(20);
    }
}
