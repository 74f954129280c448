package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the process at every step that there is, each time in an inbox of its own, and starts it again. */
class CrashTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete", "keep"})
    void whereverTheProcessIsKilledEveryEventIsPublishedExactlyOnce(String onFinish) throws IOException {
        int survivable = 0;
        boolean killed = true;
        while (killed) {
            TestInbox test = new TestInbox(directory.resolve(Integer.toString(survivable)));
            test.config.put(FileSourceConfig.ON_FINISH, onFinish);
            test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, "20000");
            killed = runAndKillAfter(test, survivable);
            FakeWorker restarted = test.start();
            restarted.drain();
            test.clock.advance(Duration.ofSeconds(20));
            restarted.drain();
            int steps = survivable;
            assertEquals(
                    List.of("[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "{"),
                    test.values().stream().sorted().toList(),
                    () -> "killed after " + steps + " steps");
            List<String> all =
                    List.of("cards/1.json", "cards/2.json", "cards/5.json", "cards/cut.json", "cards/x.ndjson");
            assertEquals(onFinish.equals("keep") ? all : List.of(), test.filesBelow(test.inbox));
            if (onFinish.equals("archive")) {
                assertEquals(all, test.filesBelow(test.archive));
            }
            survivable++;
        }
        assertTrue(survivable > 20, "there must be more steps than " + survivable);
    }

    /** Returns whether it came to the kill before it came to its end. */
    private static boolean runAndKillAfter(TestInbox test, int steps) throws IOException {
        test.write("cards/1.json", "[1]");
        test.write("cards/2.json", "[2]");
        test.write("cards/x.ndjson", "[3]\n[4]\n");
        test.write("cards/cut.json", "{");
        AtomicInteger left = new AtomicInteger(steps);
        Runnable step = () -> {
            if (left.getAndDecrement() == 0) {
                throw new Killed();
            }
        };
        boolean secondDropped = false;
        try {
            FakeWorker worker = test.start(new SteppingDisk(step));
            turn(worker, step);
            turn(worker, step);
            dropMore(test);
            secondDropped = true;
            test.rescanIsDue();
            for (int i = 0; i < 3; i++) {
                turn(worker, step);
                test.clock.advance(Duration.ofSeconds(20));
            }
            return false;
        } catch (Killed e) {
            if (!secondDropped) {
                dropMore(test);
            }
            return true;
        }
    }

    private static void dropMore(TestInbox test) throws IOException {
        test.write("cards/5.json", "[5]");
        test.append("cards/x.ndjson", "[6]\n[7]\n");
    }

    private static void turn(FakeWorker worker, Runnable step) {
        List<SourceRecord> records = worker.poll();
        step.run();
        worker.commit(records);
        step.run();
        for (SourceRecord record : records) {
            worker.acknowledge(List.of(record));
            step.run();
        }
    }

    /** Where power is lost, a rename that was not synced can be undone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aRenameThatALossOfPowerUndoesPublishesNothingTwice(int turns) throws IOException {
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "16");
        ForgetfulDisk disk = new ForgetfulDisk();
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "[" + i + "]");
        }
        FakeWorker worker = test.start(disk);
        for (int turn = 0; turn < turns; turn++) {
            worker.turn();
        }
        disk.losePower();
        test.start().drain();
        assertEquals(100, test.values().size());
        assertEquals(100, test.values().stream().distinct().count());
        assertEquals(List.of(), test.filesBelow(test.inbox));
    }

    /** Forgets, when power is lost, the renames since the last sync. */
    private static final class ForgetfulDisk extends DelegatingDisk {
        private final Deque<Rename> unsynced = new ArrayDeque<>();

        private record Rename(Path from, Path to) {}

        void losePower() throws IOException {
            while (!unsynced.isEmpty()) {
                Rename rename = unsynced.pop();
                super.rename(rename.to(), rename.from());
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            super.rename(from, to);
            unsynced.push(new Rename(from, to));
        }

        @Override
        public void sync(Path path) throws IOException {
            super.sync(path);
            unsynced.removeIf(rename -> path.equals(rename.from().getParent()));
        }
    }
}
