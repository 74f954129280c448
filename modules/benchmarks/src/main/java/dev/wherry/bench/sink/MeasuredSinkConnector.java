package dev.wherry.bench.sink;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.Worker;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A sink connector in a worker of its own, which is held until it is measured. */
final class MeasuredSinkConnector implements AutoCloseable {
    private static final long PAUSE_MS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final Worker worker;
    private final Database database;

    private MeasuredSinkConnector(String name, Worker worker, Database database) {
        this.name = name;
        this.worker = worker;
        this.database = database;
    }

    static MeasuredSinkConnector make(String name, Worker worker, Database database, Map<String, String> configuration)
            throws Exception {
        worker.put(name, configuration);
        return new MeasuredSinkConnector(name, worker, database);
    }

    /** How far a connector has come; grows by one for each record at least. */
    @FunctionalInterface
    interface Progress {
        long now() throws Exception;
    }

    /** Returns when so many records have been written that had been written before, and lets it stand still. */
    void settle(long records) throws Exception {
        await(records, 0, this::taken);
        worker.pause(name);
    }

    /** The same for a connector that has written what it has taken when {@code put} returns. */
    Sample sample(long records) throws Exception {
        return sample(records, this::taken);
    }

    /** From the moment when it is let go until it has written so many records. */
    Sample sample(long records, Progress written) throws Exception {
        long before = written.now();
        Meter meter = Meter.begin(worker.part(), database.processes());
        worker.resume(name);
        long last = await(records, before, written);
        Sample sample = meter.end(records, (last - meter.begun()) / 1e9);
        worker.pause(name);
        return sample;
    }

    /** Returns when the last of them was seen to be written. */
    private long await(long records, long before, Progress written) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long done = 0;
        long last = System.nanoTime();
        while (done < records || System.nanoTime() - last < QUIET_NANOS) {
            long now = written.now() - before;
            if (now > done) {
                last = System.nanoTime();
                done = now;
            }
            if (System.nanoTime() > deadline) {
                throw new WrongOutcomeException(name + " has written " + done + " of " + records + " records after "
                        + PATIENCE.toMinutes() + " minutes");
            }
            Thread.sleep(PAUSE_MS);
        }
        return last;
    }

    /** Counted when {@code put} has returned. */
    private long taken() throws IOException {
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
