package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.Killed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills the process at every possible step while it reads arrays, CSV and compressed files in several batches. */
class FormatCrashTest {
    private static final String RULES = """
            [{"names": ["*.json"], "format": "array"}, {"names": ["*.csv"], "format": "csv"},
             {"names": ["*.ndjson"], "format": "lines"}]
            """;
    private static final List<String> FILES =
            List.of("cards/a.json", "cards/b.csv", "cards/bad.csv", "cards/c.ndjson.gz", "cards/open.json");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"archive, false", "archive, true", "keep, false"})
    void publishesEveryEventExactlyOnceWhereverTheProcessIsKilled(String onFinish, boolean otherFileSystem)
            throws IOException {
        int stepsBeforeKill = 0;
        boolean killed = true;
        while (killed) {
            TestInbox test = new TestInbox(directory.resolve(Integer.toString(stepsBeforeKill)));
            test.config.put(FileSourceConfig.ON_FINISH, onFinish);
            test.config.put(FileSourceConfig.FILES, RULES);
            test.config.put(FileSourceConfig.FINISHED_AFTER_MS, "20000");
            test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, "2");
            killed = runAndKillAfter(test, stepsBeforeKill, otherFileSystem);
            FakeWorker restarted = test.start(new TwoFileSystems(() -> {}, test, otherFileSystem));
            restarted.drain();
            test.clock.advance(Duration.ofSeconds(20));
            restarted.drain();
            int steps = stepsBeforeKill;
            assertThat(test.values())
                    .as(() -> "killed after " + steps + " steps")
                    .containsExactlyInAnyOrder(
                            "[1]", "[2]", "[3]", "4,x", "5,y", "6,z", "[7]", "[8]", "[9]", "10,a", "id,id", "[11]", "");
            assertThat(test.published.stream().filter(record -> record.fault() != null))
                    .hasSize(2);
            test.files.requireTrue();
            assertThat(test.files.sentences())
                    .as(() -> "killed after " + steps + " steps")
                    .containsExactly(
                            "cards/a.json 3 finished",
                            "cards/b.csv 4 finished",
                            "cards/bad.csv 1 finished",
                            "cards/c.ndjson.gz 3 finished",
                            "cards/open.json 2 finished");
            if (onFinish.equals("archive")) {
                assertThat(test.filesBelow(test.archive)).isEqualTo(FILES);
            }
            assertThat(test.filesBelow(test.inbox)).isEqualTo(onFinish.equals("keep") ? FILES : List.of());
            stepsBeforeKill++;
        }
        assertThat(stepsBeforeKill).isGreaterThan(100);
    }

    /** Returns whether the run was killed before it ended. */
    private static boolean runAndKillAfter(TestInbox test, int steps, boolean otherFileSystem) throws IOException {
        test.write("cards/a.json", "[[1], [2],\n[3]]");
        test.write("cards/b.csv", "id,name\n4,x\n5,y\n6,z\n");
        test.write("cards/bad.csv", "id,id\n1,2\n");
        test.write("cards/open.json", "[\n[11], ");
        Files.write(test.inbox.resolve("cards/c.ndjson.gz"), gzip("[7]\n[8]\n[9]"));
        AtomicInteger left = new AtomicInteger(steps);
        Runnable step = () -> {
            if (left.getAndDecrement() == 0) {
                throw new Killed();
            }
        };
        boolean moreWritten = false;
        try {
            FakeWorker worker = test.start(new TwoFileSystems(step, test, otherFileSystem));
            turn(worker, step);
            turn(worker, step);
            test.append("cards/b.csv", "10,a\n");
            moreWritten = true;
            test.rescanBecomesDue();
            for (int i = 0; i < 8; i++) {
                turn(worker, step);
            }
            test.clock.advance(Duration.ofSeconds(20));
            for (int i = 0; i < 3; i++) {
                turn(worker, step);
            }
            return false;
        } catch (Killed e) {
            if (!moreWritten) {
                test.append("cards/b.csv", "10,a\n");
            }
            return true;
        }
    }

    private static void turn(FakeWorker worker, Runnable step) {
        List<SourceRecord> records = worker.poll();
        step.run();
        worker.commit(records);
        step.run();
        worker.acknowledge(records);
        step.run();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Inbox and archive may be on different file systems. */
    private static final class TwoFileSystems extends SteppingDisk {
        private final TestInbox test;
        private final boolean different;

        TwoFileSystems(Runnable step, TestInbox test, boolean different) {
            super(step);
            this.test = test;
            this.different = different;
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            if (different && from.startsWith(test.inbox) && to.startsWith(test.archive)) {
                throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "another file system");
            }
            super.rename(from, to);
        }
    }
}
