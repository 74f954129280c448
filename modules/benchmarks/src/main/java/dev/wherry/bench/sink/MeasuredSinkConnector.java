package dev.wherry.bench.sink;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A sink connector in a dedicated worker, paused except while it is measured. */
final class MeasuredSinkConnector implements AutoCloseable {
    private static final long POLL_INTERVAL_MS = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final ConnectProcess worker;
    private final Database database;

    private MeasuredSinkConnector(String name, ConnectProcess worker, Database database) {
        this.name = name;
        this.worker = worker;
        this.database = database;
    }

    static MeasuredSinkConnector create(
            String name, ConnectProcess worker, Database database, Map<String, String> configuration) throws Exception {
        worker.put(name, configuration);
        return new MeasuredSinkConnector(name, worker, database);
    }

    /** The progress of a connector; grows by at least one per record. */
    @FunctionalInterface
    interface Progress {
        long current() throws Exception;
    }

    /** Waits until the connector has written the given number of existing records, then pauses it. */
    void catchUpAndPause(long records) throws Exception {
        await(records, 0, this::delivered);
        worker.pause(name);
    }

    /** Measures a connector that has written all records of a batch when {@code put} returns. */
    Sample sample(long records) throws Exception {
        return sample(records, this::delivered);
    }

    /** Measures from the resume of the connector until it has written the given number of records. */
    Sample sample(long records, Progress written) throws Exception {
        long before = written.current();
        Meter meter = Meter.begin(worker.jvm(), database.processes());
        worker.resume(name);
        long last = await(records, before, written);
        Sample sample = meter.end(records, (last - meter.begun()) / 1e9);
        worker.pause(name);
        return sample;
    }

    /** Waits for the records, and returns the time at which the last progress was observed. */
    private long await(long records, long before, Progress written) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        long done = 0;
        long last = System.nanoTime();
        while (done < records || System.nanoTime() - last < QUIET_NANOS) {
            long now = written.current() - before;
            if (now > done) {
                last = System.nanoTime();
                done = now;
            }
            if (System.nanoTime() > deadline) {
                throw new WrongOutcomeException(name + " has written " + done + " of " + records + " records after "
                        + TIMEOUT.toMinutes() + " minutes");
            }
            Thread.sleep(POLL_INTERVAL_MS);
        }
        return last;
    }

    /** Records delivered to the task; Connect counts them when {@code put} has returned. */
    private long delivered() throws IOException {
        return Math.max(
                0,
                worker.sum(
                        "kafka.connect:type=sink-task-metrics,connector=" + name + ",task=*",
                        "sink-record-send-total"));
    }

    @Override
    public void close() throws IOException {
        worker.close();
    }
}
