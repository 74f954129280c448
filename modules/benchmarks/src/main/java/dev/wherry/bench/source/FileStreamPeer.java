package dev.wherry.bench.source;

import dev.wherry.bench.data.SourceProducerConfig;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's FileStreamSource connector, with large batches. */
final class FileStreamPeer implements AutoCloseable {
    private final Broker broker;
    private final ConnectProcess plain;
    private final ConnectProcess exactlyOnce;

    private FileStreamPeer(Broker broker, ConnectProcess plain, ConnectProcess exactlyOnce) {
        this.broker = broker;
        this.plain = plain;
        this.exactlyOnce = exactlyOnce;
    }

    /**
     * Starts a worker for it, or returns null if peers are not measured.
     *
     * @param exactlyOnce the worker that our connector runs in
     */
    static FileStreamPeer startIf(boolean included, Path directory, Broker broker, ConnectProcess exactlyOnce)
            throws IOException {
        return included
                ? new FileStreamPeer(broker, ConnectProcess.plain("connect", directory, broker, "512m"), exactlyOnce)
                : null;
    }

    /** Without transactions, its fastest mode. */
    Sample lines(StagedEvents staged) throws Exception {
        return lines(plain, staged);
    }

    /** With one transaction per batch, like ours, but without headers and keys. */
    Sample linesExactlyOnce(StagedEvents staged) throws Exception {
        return lines(exactlyOnce, staged);
    }

    /** Measures from the first record to the last. A connector reads a single file, so each sample needs a new one. */
    private Sample lines(ConnectProcess worker, StagedEvents staged) throws Exception {
        String name = staged.path().getFileName().toString();
        String topic = "peer." + name;
        broker.create(topic, Broker.PARTITIONS);
        TopicArrivals arrivals = TopicArrivals.at(broker, topic);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        worker.put(name, configuration(staged.path(), topic));
        Sample sample = LinesSampler.sample(arrivals, staged, meter, broker, logBefore);
        worker.delete(name);
        return sample;
    }

    private static Map<String, String> configuration(Path file, String topic) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector");
        config.put("tasks.max", "1");
        config.put("file", file.toString());
        config.put("topic", topic);
        config.put("batch.size", "5000");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        SourceProducerConfig.SETTINGS.forEach((name, value) -> config.put("producer.override." + name, value));
        config.put("producer.override.max.in.flight.requests.per.connection", "2");
        return config;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
