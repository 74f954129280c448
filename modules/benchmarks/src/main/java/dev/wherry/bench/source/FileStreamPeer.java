package dev.wherry.bench.source;

import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Arrivals;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.Worker;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Kafka's own FileStreamSource, with large batches. */
final class FileStreamPeer implements AutoCloseable {
    private final Broker broker;
    private final Worker plain;
    private final Worker exactlyOnce;

    private FileStreamPeer(Broker broker, Worker plain, Worker exactlyOnce) {
        this.broker = broker;
        this.plain = plain;
        this.exactlyOnce = exactlyOnce;
    }

    /**
     * Null if it is not wanted, because a worker takes memory and a moment.
     *
     * @param exactlyOnce that our connector runs in, too
     */
    static FileStreamPeer startIf(boolean wanted, Path directory, Broker broker, Worker exactlyOnce) throws IOException {
        return wanted ? new FileStreamPeer(broker, Worker.plain("connect", directory, broker, "512m"), exactlyOnce) : null;
    }

    /** At its best: a transaction is nothing that it needs. */
    Sample lines(StagingArea.Lot lot) throws Exception {
        return lines(plain, lot);
    }

    /** With a transaction for each of its batches, as ours, and still without headers and keys. */
    Sample linesExactlyOnce(StagingArea.Lot lot) throws Exception {
        return lines(exactlyOnce, lot);
    }

    /** From the first record to the last. It reads one file, so it is a new connector each time. */
    private Sample lines(Worker worker, StagingArea.Lot lot) throws Exception {
        String name = lot.path().getFileName().toString();
        String topic = "peer." + name;
        broker.create(topic, Broker.PARTITIONS);
        Arrivals arrivals = Arrivals.at(broker, topic);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(worker.part(), broker.part());
        worker.put(name, configuration(lot.path(), topic));
        Sample sample = LinesSampler.of(arrivals, lot, meter, broker, logBefore);
        worker.delete(name);
        return sample;
    }

    private static Map<String, String> configuration(Path file, String topic) {
        return Map.of(
                "connector.class",
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "tasks.max",
                "1",
                "file",
                file.toString(),
                "topic",
                topic,
                "batch.size",
                "5000",
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "producer.override.compression.type",
                "lz4",
                "producer.override.batch.size",
                String.valueOf(128 << 10),
                "producer.override.linger.ms",
                "5",
                "producer.override.max.in.flight.requests.per.connection",
                "2");
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
