package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Random histories: files written, half-written, written over, renamed, truncated and deleted, while tasks publish them, are
 * killed at any step, and are dealt out anew. Whatever the history, every content that lay there long enough is published
 * exactly once, every other one at most once, and the lines of a file in their order.
 */
class ModelTest {
    /** More of them with -Dwherry.model.histories. */
    private static final int HISTORIES = Integer.getInteger("wherry.model.histories", 150);

    private static final int STEPS = 80;

    @TempDir
    private Path directory;

    private TestInbox test;
    private Random random;
    private final List<FakeWorker> workers = new ArrayList<>();
    private final List<FakeWatch> watches = new ArrayList<>();
    private int stepsToKill;

    /** The same ones every time, and one that never was; its seed is in the test's name. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, HISTORIES), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEventIsPublishedExactlyOnceWhateverHappens(long seed) throws IOException {
        random = new Random(seed);
        test = new TestInbox(directory);
        test.config.put(FileSourceConfig.ON_FINISH, OnFinish.labels().get(random.nextInt(3)));
        test.config.put(FileSourceConfig.BATCH_MAX_RECORDS, Integer.toString(1 + random.nextInt(12)));
        test.config.put(FileSourceConfig.LINES_FINISHED_AFTER_MS, random.nextBoolean() ? "-1" : "15000");
        Path feed = test.inbox.resolve("cards");
        DocumentsModel documents = new DocumentsModel(feed, random);
        TailedFilesModel lines = new TailedFilesModel(feed, random, test.clock);
        start(1 + random.nextInt(4));
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(20);
            if (what < 12) {
                hear(random.nextInt(3) == 0 ? lines.step() : documents.step());
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
        assertEquals(List.of(), documents.faults(published(".json")));
        assertEquals(List.of(), lines.faults(published(".ndjson")));
        assertTrue(test.offsets.size() <= 2 * 16, "state must be bounded, but is " + test.offsets.size());
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

    /** The watch hears of most things. */
    private void hear(Path path) {
        if (path != null && random.nextInt(4) > 0) {
            watches.forEach(watch -> watch.hear(path));
        }
        if (random.nextInt(10) == 0) {
            watches.forEach(FakeWatch::overflow);
        }
        test.clock.advance(Duration.ofMillis(random.nextInt(3000)));
    }

    /** One turn of one task, now and then its last. */
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

    /** Long enough for everything that lies there to be found, to be quiet and to be published. */
    private void settle() {
        // Twice, because the first scan of one task may find what another has just put back.
        for (int round = 0; round < 2; round++) {
            test.rescanIsDue();
            workers.forEach(FakeWorker::drain);
        }
    }
}
