package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.source.disk.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file system can do to a task. None of it may stop it, or hold up what has nothing to do with it. */
class FaultsTest {
    @TempDir
    private Path directory;

    private TestInbox test;
    private final FailingDisk disk = new FailingDisk();

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
    }

    /** Refuses what it is told to. */
    private static final class FailingDisk extends DelegatingDisk {
        private final Set<String> unreadable = new HashSet<>();
        private final Set<String> unlistable = new HashSet<>();
        private boolean unmovable;
        private Runnable beforeRename = () -> {};
        private Runnable afterRead = () -> {};
        private Consumer<Path> beforeStat = path -> {};
        private int reads;

        private static void refuse(Set<String> names, Path path) throws AccessDeniedException {
            if (names.contains(path.getFileName().toString())) {
                throw new AccessDeniedException(path.toString());
            }
        }

        @Override
        public int read(Path path, long position, ByteBuffer into) throws IOException {
            reads++;
            refuse(unreadable, path);
            int count = super.read(path, position, into);
            Runnable once = afterRead;
            afterRead = () -> {};
            once.run();
            return count;
        }

        @Override
        public DirectoryStream<Path> list(Path path) throws IOException {
            refuse(unlistable, path);
            return super.list(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            if (unmovable) {
                throw new AccessDeniedException(from.toString());
            }
            Runnable once = beforeRename;
            beforeRename = () -> {};
            once.run();
            super.rename(from, to);
        }

        @Override
        public FileStat stat(Path path) throws IOException {
            beforeStat.accept(path);
            refuse(unlistable, path);
            return super.stat(path);
        }
    }

    private void write(String name, String content) {
        try {
            test.write(name, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUnreadableFileHoldsUpNothingAndIsTriedAgain() {
        disk.unreadable.addAll(Set.of("x.json", "x.ndjson"));
        write("cards/x.json", "[1]");
        write("cards/x.ndjson", "[2]\n");
        write("cards/y.json", "[3]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertEquals(List.of("[3]"), test.values());
        assertEquals(2, worker.metric("files-unreadable"));
        disk.unreadable.clear();
        test.clock.advance(Duration.ofMinutes(2));
        worker.drain();
        assertEquals(
                List.of("[1]", "[2]", "[3]"), test.values().stream().sorted().toList());
        assertEquals(0, worker.metric("files-pending"));
    }

    @Test
    void aFileThatCannotBeMovedIsNotPublishedTwiceNotEvenAfterARestart() throws IOException {
        disk.unmovable = true;
        write("cards/x.json", "[1]");
        FakeWorker worker = test.start(disk);
        worker.turn();
        worker.turn();
        write("cards/y.json", "[2]");
        test.rescanIsDue();
        worker.turn();
        worker.turn();
        worker.stop();
        worker = test.start(disk);
        worker.turn();
        test.rescanIsDue();
        worker.turn();
        assertEquals(List.of("[1]", "[2]"), test.values());
        assertEquals(2, worker.metric("files-pending"));
        disk.unmovable = false;
        test.clock.advance(Duration.ofMinutes(2));
        worker.drain();
        assertEquals(List.of("[1]", "[2]"), test.values());
        assertEquals(List.of("cards/x.json", "cards/y.json"), test.filesBelow(test.archive));
    }

    @Test
    void aFileWrittenToAtTheLastMomentIsPublishedToo() throws IOException {
        write("cards/x.json", "[1]");
        disk.beforeRename = () -> write("cards/x.json", "[22]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertEquals(List.of("[1]", "[22]"), test.values());
        assertEquals("[22]", Files.readString(test.archive.resolve("cards/x.json")));
    }

    @Test
    void aFileWrittenToWhileItIsReadIsReadAgain() throws IOException {
        write("cards/x.json", "[1]");
        disk.afterRead = () -> write("cards/x.json", "[2]");
        test.start(disk).drain();
        assertEquals(List.of("[2]"), test.values());
        assertEquals(List.of("cards/x.json"), test.filesBelow(test.archive));
    }

    @Test
    void aGrowingFileWrittenAnewWhileItIsReadIsReadFromItsStart() throws IOException {
        write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        test.append("cards/x.ndjson", "[3]\n");
        // After its first line is looked at, before the rest is read.
        disk.afterRead = () -> write("cards/x.ndjson", "[4]\n[5]\n[6]\n[7]\n");
        test.rescanIsDue();
        worker.drain();
        assertEquals(List.of("[1]", "[2]", "[4]", "[5]", "[6]", "[7]"), test.values());
    }

    @Test
    void aGrowingFileThatIsReplacedWhileItIsReadLosesNothing() throws IOException {
        write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        test.append("cards/x.ndjson", "[2]\n");
        disk.afterRead = () -> {
            Path file = test.inbox.resolve("cards/x.ndjson");
            assertTrue(file.toFile().renameTo(file.resolveSibling("y.ndjson").toFile()));
            write("cards/x.ndjson", "[3]\n[4]\n");
        };
        test.rescanIsDue();
        worker.drain();
        test.rescanIsDue();
        worker.drain();
        assertEquals(
                List.of("[1]", "[2]", "[3]", "[4]"),
                test.values().stream().sorted().toList());
    }

    @Test
    void aFileThatGoesAwayWhileItIsReadIsForgotten() {
        write("cards/x.json", "[1]");
        disk.afterRead = () -> test.inbox.resolve("cards/x.json").toFile().delete();
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertEquals(List.of(), test.values());
        assertEquals(0, worker.metric("files-pending"));
    }

    @Test
    void aDirectoryThatCannotBeListedHoldsUpNothing() {
        disk.unlistable.add("closed");
        write("cards/closed/x.json", "[1]");
        write("cards/open/y.json", "[2]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertEquals(List.of("[2]"), test.values());
        disk.unlistable.clear();
        test.rescanIsDue();
        worker.drain();
        assertEquals(List.of("[2]", "[1]"), test.values());
    }

    @Test
    void inALargeDirectoryWhatCannotBeLookedAtHoldsUpNothing() {
        disk.unlistable.add("7.json");
        for (int i = 0; i < 1000; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        write("cards/directory.json/x.json", "[1000]");
        write("cards/x.ndjson", "[1001]\n[1002]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertEquals(IntStream.range(0, 1003).filter(i -> i != 7).boxed().toList(), numbers());
        disk.unlistable.clear();
        test.rescanIsDue();
        worker.drain();
        assertEquals(IntStream.range(0, 1003).boxed().toList(), numbers());
    }

    private List<Integer> numbers() {
        return test.values().stream()
                .map(value -> Integer.valueOf(value.substring(1, value.length() - 1)))
                .sorted()
                .toList();
    }

    /** With one thread alone, the first look would wait for the second in vain. */
    @Test
    void severalThreadsLookAtALargeDirectory() {
        for (int i = 0; i < 1000; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        CountDownLatch looks = new CountDownLatch(2);
        disk.beforeStat = path -> {
            if (path.toString().endsWith(".json")) {
                looks.countDown();
                assertTrue(await(looks), "nobody else looks");
            }
        };
        test.start(disk).turn();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInboxThatGoesAwayAndComesBackIsRecognised() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        write("cards/x.json", "[1]");
        write("cards/x.ndjson", "[2]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        Path away = directory.resolve("away");
        for (boolean emptyMountPoint : new boolean[] {false, true}) {
            Files.move(test.inbox, away);
            if (emptyMountPoint) {
                Files.createDirectories(test.inbox.resolve("cards"));
            }
            for (int scan = 0; scan < 5; scan++) {
                test.rescanIsDue();
                worker.turn();
            }
            if (emptyMountPoint) {
                Files.delete(test.inbox.resolve("cards"));
                Files.delete(test.inbox);
            }
            Files.move(away, test.inbox);
            test.append("cards/x.ndjson", "[3]\n");
            test.rescanIsDue();
            worker.drain();
        }
        assertEquals(
                List.of("[1]", "[2]", "[3]", "[3]"),
                test.values().stream().sorted().toList());
    }

    @Test
    void anIdleScanOpensNoFile() throws IOException {
        test.config.put(FileSourceConfig.ON_FINISH, "keep");
        write("cards/x.json", "[1]");
        write("cards/x.ndjson", "[2]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        int before = disk.reads;
        long scans = worker.metric("scans-total");
        for (int i = 0; i < 5; i++) {
            test.rescanIsDue();
            worker.turn();
        }
        assertTrue(worker.metric("scans-total") >= scans + 5);
        assertEquals(before, disk.reads);
    }

    @Test
    void inAWorkerThatIsNotExactlyOnceNothingIsDoneBeforeItsRecordIsAcknowledged() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        write("cards/x.ndjson", "[41]\n[42]\n[43]\n");
        FakeWorker worker = test.start(disk);
        var records = worker.poll();
        // It stores the offsets of a part, is killed, and never sent the rest.
        worker.commit(records.subList(0, records.size() / 2));
        test.start(disk).drain();
        assertEquals(43, test.values().stream().distinct().count());
    }

    @Test
    void aStartThatFailsLeavesNoWatchOpen() {
        test.offsets.commit(new SourceRecord(
                Map.of("lines", "cards/0/0"), Map.of("file", "somebody else's"), "raw.cards", null, "[1]"));
        assertThrows(ConnectException.class, () -> test.start(disk));
        assertFalse(test.watch.isOpen());
    }

    @Test
    void aStoppedTaskLeavesNoWatchOpen() {
        FakeWorker worker = test.start(disk);
        assertTrue(test.watch.isOpen());
        worker.stop();
        assertFalse(test.watch.isOpen());
    }

    @Test
    void theMetricsTellWhenAllIsDone() {
        write("cards/x.json", "[1]");
        write("cards/y.json", "{");
        write("cards/x.ndjson", "[2]\n");
        FakeWorker worker = test.start(disk);
        assertEquals(0, worker.metric("scans-total"));
        worker.turn();
        assertEquals(1, worker.metric("scans-total"));
        assertEquals(2, worker.metric("files-pending"), "one not handed over, one waiting");
        assertEquals(1, worker.metric("files-waiting"));
        worker.drain();
        assertEquals(0, worker.metric("files-pending"));
        assertEquals(2, worker.metric("documents-total"));
        assertEquals(3, worker.metric("records-total"));
        assertEquals(7, worker.metric("bytes-total"));
    }
}
