package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File system failures. None may stop the task or delay files that it does not affect. */
class FaultsTest {
    @TempDir
    private Path directory;

    private TestInbox test;
    private final FailingDisk disk = new FailingDisk();

    @BeforeEach
    void makeInbox() {
        test = new TestInbox(directory);
    }

    /** Fails the operations that a test selects. */
    private static final class FailingDisk extends DelegatingDisk {
        private final Set<String> unreadable = new HashSet<>();
        /** Neither their kind nor their content can be found out. */
        private final Set<String> unlistable = new HashSet<>();
        /** Their kind can be found out. */
        private final Set<String> closed = new HashSet<>();

        private boolean unmovable;
        private Runnable beforeRename = () -> {};
        private Runnable afterRead = () -> {};
        private Consumer<Path> beforeStat = path -> {};
        private int reads;

        private static void failIfIn(Set<String> names, Path path) throws AccessDeniedException {
            if (names.contains(path.getFileName().toString())) {
                throw new AccessDeniedException(path.toString());
            }
        }

        @Override
        public int read(Path path, long position, ByteBuffer into) throws IOException {
            reads++;
            failIfIn(unreadable, path);
            int count = super.read(path, position, into);
            Runnable once = afterRead;
            afterRead = () -> {};
            once.run();
            return count;
        }

        @Override
        public DirectoryStream<Path> list(Path path) throws IOException {
            failIfIn(unlistable, path);
            failIfIn(closed, path);
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
            failIfIn(unlistable, path);
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
    void retriesAnUnreadableFileWithoutDelayingOthers() {
        disk.unreadable.addAll(Set.of("x.json", "x.ndjson"));
        write("cards/x.json", "[1]");
        write("cards/x.ndjson", "[2]\n");
        write("cards/y.json", "[3]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(test.values()).containsExactly("[3]");
        assertThat(worker.metric("files-unreadable")).isEqualTo(2);
        assertThat(worker.metrics().text("problems"))
                .contains(test.inbox.resolve("cards/x.json").toString())
                .contains("cannot be read (AccessDeniedException)")
                .contains("give the user " + System.getProperty("user.name") + " read permission");
        disk.unreadable.clear();
        test.clock.advance(Duration.ofMinutes(2));
        worker.drain();
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]", "[3]");
        assertThat(worker.metric("files-pending")).isZero();
    }

    @Test
    void doesNotRepublishAnUnmovableFileEvenAfterARestart() throws IOException {
        disk.unmovable = true;
        write("cards/x.json", "[1]");
        FakeWorker worker = test.start(disk);
        worker.turn();
        worker.turn();
        write("cards/y.json", "[2]");
        test.rescanBecomesDue();
        worker.turn();
        worker.turn();
        worker.stop();
        worker = test.start(disk);
        worker.turn();
        test.rescanBecomesDue();
        worker.turn();
        assertThat(test.values()).containsExactly("[1]", "[2]");
        assertThat(worker.metric("files-pending")).isEqualTo(2);
        assertThat(worker.metric("files-unremoved")).isEqualTo(2);
        assertThat(worker.metrics().text("problems").lines())
                .singleElement()
                .asString()
                .contains(".json, like another one in its directory, cannot be moved out of the inbox")
                .contains("(AccessDeniedException)")
                .contains("write to the inbox");
        disk.unmovable = false;
        test.clock.advance(Duration.ofMinutes(2));
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.json", "cards/y.json");
        assertThat(worker.metric("files-unremoved")).isZero();
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void publishesAFileWrittenToJustBeforeItIsMoved() throws IOException {
        write("cards/x.json", "[1]");
        disk.beforeRename = () -> write("cards/x.json", "[22]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[22]");
        assertThat(Files.readString(test.archive.resolve("cards/x.json"))).isEqualTo("[22]");
    }

    @Test
    void rereadsAFileThatIsWrittenToWhileItIsRead() throws IOException {
        write("cards/x.json", "[1]");
        disk.afterRead = () -> write("cards/x.json", "[2]");
        test.start(disk).drain();
        assertThat(test.values()).containsExactly("[2]");
        assertThat(test.filesBelow(test.archive)).containsExactly("cards/x.json");
    }

    @Test
    void readsAGrowingFileFromTheStartIfItIsRewrittenWhileItIsRead() throws IOException {
        write("cards/x.ndjson", "[1]\n[2]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        test.append("cards/x.ndjson", "[3]\n");
        // After its first line is read, before the rest is.
        disk.afterRead = () -> write("cards/x.ndjson", "[4]\n[5]\n[6]\n[7]\n");
        test.rescanBecomesDue();
        worker.drain();
        assertThat(test.values()).containsExactly("[1]", "[2]", "[4]", "[5]", "[6]", "[7]");
    }

    @Test
    void losesNothingWhenAGrowingFileIsReplacedWhileItIsRead() throws IOException {
        write("cards/x.ndjson", "[1]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        test.append("cards/x.ndjson", "[2]\n");
        disk.afterRead = () -> {
            Path file = test.inbox.resolve("cards/x.ndjson");
            assertThat(file.toFile().renameTo(file.resolveSibling("y.ndjson").toFile()))
                    .isTrue();
            write("cards/x.ndjson", "[3]\n[4]\n");
        };
        test.rescanBecomesDue();
        worker.drain();
        test.rescanBecomesDue();
        worker.drain();
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void forgetsAFileThatIsDeletedWhileItIsRead() {
        write("cards/x.json", "[1]");
        disk.afterRead = () -> test.inbox.resolve("cards/x.json").toFile().delete();
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(test.values()).isEmpty();
        assertThat(worker.metric("files-pending")).isZero();
    }

    @Test
    void anUnlistableDirectoryDelaysNoOther() {
        disk.unlistable.add("closed");
        write("cards/closed/x.json", "[1]");
        write("cards/open/y.json", "[2]");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(test.values()).containsExactly("[2]");
        assertThat(worker.metric("paths-inaccessible")).isEqualTo(1);
        assertThat(worker.metrics().text("problems"))
                .contains("The path " + test.inbox.resolve("cards/closed") + " cannot be examined (AccessDenied");
        disk.unlistable.clear();
        test.rescanBecomesDue();
        worker.drain();
        assertThat(test.values()).containsExactly("[2]", "[1]");
        assertThat(worker.metric("paths-inaccessible")).isZero();
        assertThat(worker.metrics().text("problems")).isEmpty();
    }

    @Test
    void namesTheArchiveIfFilesCannotBeMovedBecauseOfIt() throws IOException {
        write("cards/x.json", "[1]");
        Files.createDirectories(test.archive);
        Files.writeString(test.archive.resolve("cards"), "a file where a directory must be");
        FakeWorker worker = test.start(disk);
        worker.turn();
        worker.turn();
        assertThat(worker.metrics().text("problems"))
                .contains("x.json cannot be moved out of the inbox after publication (FileAlreadyExistsException at "
                        + test.archive.resolve("cards"));
    }

    @Test
    void problemsOfManyDirectoriesAreCutOff() {
        for (int i = 0; i < 30; i++) {
            disk.closed.add("closed" + i);
            write("cards/closed" + i + "/x.json", "[" + i + "]");
        }
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(worker.metric("paths-inaccessible")).isEqualTo(30);
        assertThat(worker.metrics().text("problems"))
                .startsWith("The directory " + test.inbox.resolve("cards/closed0") + " cannot be listed (AccessDenied");
        assertThat(worker.metrics().text("problems").lines())
                .hasSize(21)
                .last()
                .asString()
                .startsWith("There are 10 more problems");
    }

    @Test
    void anUnreadableEntryOfALargeDirectoryDelaysNoOther() {
        disk.unlistable.add("7.json");
        for (int i = 0; i < 1000; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        write("cards/directory.json/x.json", "[1000]");
        write("cards/x.ndjson", "[1001]\n[1002]\n");
        FakeWorker worker = test.start(disk);
        worker.drain();
        assertThat(numbers())
                .isEqualTo(IntStream.range(0, 1003).filter(i -> i != 7).boxed().toList());
        disk.unlistable.clear();
        test.rescanBecomesDue();
        worker.drain();
        assertThat(numbers()).isEqualTo(IntStream.range(0, 1003).boxed().toList());
    }

    private List<Integer> numbers() {
        return test.values().stream()
                .map(value -> Integer.valueOf(value.substring(1, value.length() - 1)))
                .sorted()
                .toList();
    }

    /** With a single thread, the first probe would wait for the second in vain. */
    @Test
    void severalThreadsProbeALargeDirectory() {
        for (int i = 0; i < 1000; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        CountDownLatch probes = new CountDownLatch(2);
        disk.beforeStat = path -> {
            if (path.toString().endsWith(".json")) {
                probes.countDown();
                assertThat(await(probes)).as("a second thread probes").isTrue();
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
    void readsAFileWhoseInboxDisappearsAfterItWasFound() throws IOException {
        write("cards/x.ndjson", "[1]\n");
        Path away = test.inbox.resolveSibling("away");
        AtomicInteger looks = new AtomicInteger();
        disk.beforeStat = path -> {
            // the scan looks at the directory first, then the reader
            if (path.endsWith("cards") && looks.incrementAndGet() == 2) {
                rename(test.inbox, away);
            }
        };
        FakeWorker worker = test.start(disk);
        worker.turn();
        assertThat(test.inbox).doesNotExist();
        assertThat(test.values()).isEmpty();

        rename(away, test.inbox);
        test.rescanBecomesDue();
        worker.drain();

        assertThat(test.values()).containsExactly("[1]");
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void recognisesAnInboxThatDisappearsAndReturns() throws IOException {
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
                test.rescanBecomesDue();
                worker.turn();
            }
            if (emptyMountPoint) {
                Files.delete(test.inbox.resolve("cards"));
                Files.delete(test.inbox);
            }
            Files.move(away, test.inbox);
            test.append("cards/x.ndjson", "[3]\n");
            test.rescanBecomesDue();
            worker.drain();
        }
        assertThat(test.values()).containsExactlyInAnyOrder("[1]", "[2]", "[3]", "[3]");
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
            test.rescanBecomesDue();
            worker.turn();
        }
        assertThat(worker.metric("scans-total")).isGreaterThanOrEqualTo(scans + 5);
        assertThat(disk.reads).isEqualTo(before);
    }

    @Test
    void withoutExactlyOnceSupportNothingIsDisposedOfBeforeItsRecordIsAcknowledged() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("cards/" + i + ".json", "[" + i + "]");
        }
        write("cards/x.ndjson", "[41]\n[42]\n[43]\n");
        FakeWorker worker = test.start(disk);
        var records = worker.poll();
        // It stores the offsets of the first half and is killed before it sends the rest.
        worker.commit(records.subList(0, records.size() / 2));
        test.start(disk).drain();
        assertThat(test.values().stream().distinct().count()).isEqualTo(43);
    }

    @Test
    void aFailedStartLeavesNoWatchOpen() {
        test.offsets.commit(
                new SourceRecord(Map.of("tailed", "cards/0/0"), Map.of("file", "foreign"), "raw.cards", null, "[1]"));
        assertThatThrownBy(() -> test.start(disk)).isInstanceOf(ConnectException.class);
        assertThat(test.watch.isOpen()).isFalse();
    }

    @Test
    void aStoppedTaskLeavesNoWatchOpen() {
        FakeWorker worker = test.start(disk);
        assertThat(test.watch.isOpen()).isTrue();
        worker.stop();
        assertThat(test.watch.isOpen()).isFalse();
    }

    @Test
    void theMetricsShowWhenAllFilesAreFinished() {
        write("cards/x.json", "[1]");
        write("cards/y.json", "{");
        write("cards/x.ndjson", "[2]\n");
        FakeWorker worker = test.start(disk);
        assertThat(worker.metric("scans-total")).isZero();
        worker.turn();
        assertThat(worker.metric("scans-total")).isEqualTo(1);
        assertThat(worker.metric("files-pending"))
                .as("one not archived, one incomplete")
                .isEqualTo(2);
        assertThat(worker.metric("files-waiting")).isEqualTo(1);
        worker.drain();
        assertThat(worker.metric("files-pending")).isZero();
        assertThat(worker.metric("documents-total")).isEqualTo(2);
        assertThat(worker.metric("records-total")).isEqualTo(3);
        assertThat(worker.metric("bytes-total")).isEqualTo(7);
    }
}
