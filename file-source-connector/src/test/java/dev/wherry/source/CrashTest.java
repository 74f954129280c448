package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.Killed;
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

/** Kills the process at every possible step, each time with a new inbox, and restarts it. */
class CrashTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete", "keep"})
    void publishesEveryEventExactlyOnceWhereverTheProcessIsKilled(String onFinish) throws IOException {
        int stepsBeforeKill = 0;
        boolean killed = true;
        while (killed) {
            TestInbox test = new TestInbox(directory.resolve(Integer.toString(stepsBeforeKill)));
            test.config.put(FileSourceConfig.ON_FINISH, onFinish);
            test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "20000");
            killed = runAndKillAfter(test, stepsBeforeKill);
            FakeWorker restarted = test.start();
            restarted.drain();
            test.clock.advance(Duration.ofSeconds(20));
            restarted.drain();
            int steps = stepsBeforeKill;
            assertThat(test.values().stream().sorted().toList())
                    .as(() -> "killed after " + steps + " steps")
                    .containsExactly("[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "{");
            List<String> all =
                    List.of("cards/1.json", "cards/2.json", "cards/5.json", "cards/cut.json", "cards/x.ndjson");
            assertThat(test.filesBelow(test.inbox)).isEqualTo(onFinish.equals("keep") ? all : List.of());
            if (onFinish.equals("archive")) {
                assertThat(test.filesBelow(test.archive)).isEqualTo(all);
            }
            stepsBeforeKill++;
        }
        assertThat(stepsBeforeKill).isGreaterThan(20);
    }

    /** Returns whether the run was killed before it ended. */
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
        boolean moreWritten = false;
        try {
            FakeWorker worker = test.start(new SteppingDisk(step));
            turn(worker, step);
            turn(worker, step);
            writeMore(test);
            moreWritten = true;
            test.rescanBecomesDue();
            for (int i = 0; i < 3; i++) {
                turn(worker, step);
                test.clock.advance(Duration.ofSeconds(20));
            }
            return false;
        } catch (Killed e) {
            if (!moreWritten) {
                writeMore(test);
            }
            return true;
        }
    }

    private static void writeMore(TestInbox test) throws IOException {
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

    /** A power failure can undo a rename that was not synced. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void publishesNothingTwiceWhenAPowerFailureUndoesRenames(int turns) throws IOException {
        TestInbox test = new TestInbox(directory);
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "16");
        UnsyncedDisk disk = new UnsyncedDisk();
        for (int i = 0; i < 100; i++) {
            test.write("cards/" + i + ".json", "[" + i + "]");
        }
        FakeWorker worker = test.start(disk);
        for (int turn = 0; turn < turns; turn++) {
            worker.turn();
        }
        disk.failPower();
        test.start().drain();
        assertThat(test.values()).hasSize(100);
        assertThat(test.values().stream().distinct().count()).isEqualTo(100);
        assertThat(test.filesBelow(test.inbox)).isEmpty();
    }

    /** Undoes the renames since the last sync when the power fails. */
    private static final class UnsyncedDisk extends DelegatingDisk {
        private final Deque<Rename> unsynced = new ArrayDeque<>();

        private record Rename(Path from, Path to) {}

        void failPower() throws IOException {
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
