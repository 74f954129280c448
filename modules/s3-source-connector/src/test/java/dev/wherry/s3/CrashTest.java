package dev.wherry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.connect.batch.BatchOptions;
import dev.wherry.testing.connect.Killed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the process at every step between two requests or commits, while objects of all formats are read. */
class CrashTest {
    private static final List<String> EVENTS =
            List.of("[1]", "[2]", "[3]", "4,x", "5,y", "6,z", "{\"a\": 7}", "8", "9", "10", "11,late", "[12]", "id,id");

    @ParameterizedTest
    @ValueSource(strings = {"keep", "tag", "move", "delete"})
    void publishesEveryEventExactlyOnceWhereverTheProcessIsKilled(String onFinish) throws IOException {
        int stepsBeforeKill = 0;
        boolean killed = true;
        while (killed) {
            try (TestLake lake = new TestLake()) {
                lake.config.put(S3SourceConfig.KEY, "in/**");
                lake.config.put(S3SourceConfig.ON_FINISH, onFinish);
                lake.config.put(S3SourceConfig.FINISH_TAG, "read=yes");
                lake.config.put(S3SourceConfig.FINISH_MOVE_TO, "done/");
                lake.config.put(BatchOptions.BATCH_MAX_RECORDS, "2");
                lake.bucket().pageSize(2);
                killed = runAndKillAfter(lake, stepsBeforeKill);
                FakeWorker restarted = lake.start();
                restarted.drain();
                lake.advance(Duration.ofMinutes(1));
                restarted.drain();
                int steps = stepsBeforeKill;
                assertThat(lake.values())
                        .as(() -> "killed after " + steps + " steps")
                        .containsExactlyInAnyOrderElementsOf(EVENTS);
                lake.files.requireTrue();
                assertThat(lake.files.unfinished()).isZero();
                assertDisposed(lake, onFinish);
            }
            stepsBeforeKill++;
        }
        assertThat(stepsBeforeKill).isGreaterThan(40);
    }

    private static void assertDisposed(TestLake lake, String onFinish) {
        switch (onFinish) {
            case "keep" -> assertThat(lake.bucket().objects()).hasSize(7);
            case "delete" -> assertThat(lake.bucket().objects()).isEmpty();
            case "move" ->
                assertThat(lake.bucket().objects().keySet()).hasSize(7).allMatch(key -> key.startsWith("done/in/"));
            default ->
                assertThat(lake.bucket().objects().values())
                        .hasSize(7)
                        .allMatch(object -> object.tags().get("read").equals("yes"));
        }
    }

    /** Returns whether the run was killed before it ended. */
    private static boolean runAndKillAfter(TestLake lake, int steps) throws IOException {
        lake.bucket().put("in/a.array", "[[1], [2],\n[3]]");
        lake.bucket().put("in/b.csv", "id,name\n4,x\n5,y\n6,z\n");
        lake.bucket().put("in/c.json", "{\"a\": 7}");
        lake.bucket().put("in/d.ndjson.gz", gzip("8\n9\n10"));
        lake.bucket().put("in/e.csv", "id,id\n1,2\n");
        AtomicInteger left = new AtomicInteger(steps);
        Runnable step = () -> {
            if (left.getAndDecrement() == 0) {
                throw new Killed();
            }
        };
        boolean later = false;
        try {
            FakeWorker worker = lake.start(store -> new SteppingStore(store, step));
            for (int i = 0; i < 4; i++) {
                turn(worker, step);
            }
            later(lake);
            later = true;
            for (int i = 0; i < 12; i++) {
                turn(worker, step);
            }
            lake.advance(Duration.ofMinutes(1));
            for (int i = 0; i < 4; i++) {
                turn(worker, step);
            }
            return false;
        } catch (Killed e) {
            if (!later) {
                later(lake);
            }
            return true;
        }
    }

    /** Keys that come while a pass is under way, one before what is read by then. */
    private static void later(TestLake lake) {
        lake.bucket().put("in/aa.csv", "id,name\n11,late\n");
        lake.bucket().put("in/f.array", "[[12]]");
    }

    private static void turn(FakeWorker worker, Runnable step) {
        List<SourceRecord> records = worker.poll();
        step.run();
        worker.commit(records);
        step.run();
        worker.acknowledge(records);
        step.run();
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
