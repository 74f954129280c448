package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.feed.FinishedFileAction;
import dev.wherry.testing.connect.Killed;
import dev.wherry.testing.connect.PublishedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories: files are written, half-written, overwritten, renamed, truncated and deleted while tasks publish
 * them, are killed at any step, and are redistributed. Whatever the history, all content that existed long enough is
 * published exactly once, all other content at most once, and the lines of a file in order.
 */
class ModelTest {
    /** -Dwherry.model.histories sets the number. */
    private static final int HISTORIES = Integer.getInteger("wherry.model.histories", 150);

    private static final int STEPS = 80;

    @TempDir
    private Path directory;

    private TestInbox test;
    private Random random;
    private final List<FakeWorker> workers = new ArrayList<>();
    private final List<FakeWatch> watches = new ArrayList<>();
    private int stepsToKill;

    /** Fixed seeds, and a random one, which the test name shows. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, HISTORIES), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void publishesEveryEventExactlyOnceWhateverHappens(long seed) throws IOException {
        random = new Random(seed);
        test = new TestInbox(directory);
        test.config.put(FileSourceConfig.ON_FINISH, FinishedFileAction.labels().get(random.nextInt(3)));
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, Integer.toString(1 + random.nextInt(12)));
        test.config.put(FileSourceConfig.FINISHED_AFTER_MS, random.nextBoolean() ? "-1" : "15000");
        Path feed = test.inbox.resolve("cards");
        DocumentsModel documents = new DocumentsModel(feed, random);
        TailedFilesModel lines = new TailedFilesModel(feed, random, test.clock);
        start(1 + random.nextInt(4));
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(20);
            if (what < 12) {
                report(random.nextInt(3) == 0 ? lines.step() : documents.step());
            } else if (what < 18) {
                turn(random.nextInt(workers.size()));
            } else if (what < 19) {
                restart();
            } else {
                settle();
                documents.settled();
                lines.settled();
            }
        }
        settle();
        documents.settled();
        lines.settled();
        assertThat(documents.faults(published(".json"))).isEmpty();
        assertThat(lines.faults(published(".ndjson"))).isEmpty();
        test.files.requireTrue();
        assertThat(test.offsets.size()).as("stored partitions").isLessThanOrEqualTo(2 * 16);
    }

    private List<PublishedRecord> published(String suffix) {
        return test.published.stream()
                .filter(event -> event.file().endsWith(suffix))
                .toList();
    }

    private void start(int tasks) {
        workers.clear();
        watches.clear();
        for (int task = 0; task < tasks; task++) {
            workers.add(null);
            watches.add(null);
            start(task, tasks);
        }
    }

    private void start(int task, int tasks) {
        stepsToKill = Integer.MAX_VALUE;
        workers.set(task, test.start(new SteppingDisk(this::step), task, tasks));
        watches.set(task, test.watch);
    }

    private void step() {
        if (stepsToKill-- == 0) {
            throw new Killed();
        }
    }

    private void restart() {
        workers.forEach(FakeWorker::stop);
        start(1 + random.nextInt(4));
    }

    /** The watch reports most changes. */
    private void report(Path path) {
        if (path != null && random.nextInt(4) > 0) {
            watches.forEach(watch -> watch.report(path));
        }
        if (random.nextInt(10) == 0) {
            watches.forEach(FakeWatch::overflow);
        }
        test.clock.advance(Duration.ofMillis(random.nextInt(3000)));
    }

    /** One turn of one task, sometimes its last. */
    private void turn(int task) {
        stepsToKill = random.nextInt(3) == 0 ? random.nextInt(30) : Integer.MAX_VALUE;
        FakeWorker worker = workers.get(task);
        try {
            List<SourceRecord> records = worker.poll();
            step();
            worker.commit(records);
            step();
            for (SourceRecord record : records) {
                worker.acknowledge(List.of(record));
                step();
            }
            stepsToKill = Integer.MAX_VALUE;
        } catch (Killed e) {
            start(task, workers.size());
        }
    }

    /** Runs until everything in the inbox has been found, has been quiet and is published. */
    private void settle() {
        // Twice, because the first scan of one task may find a file that another task has just moved back.
        for (int round = 0; round < 2; round++) {
            test.rescanBecomesDue();
            workers.forEach(FakeWorker::drain);
        }
    }
}
