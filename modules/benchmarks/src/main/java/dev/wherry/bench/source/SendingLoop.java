package dev.wherry.bench.source;

import dev.wherry.bench.data.SourceProducerConfig;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.MeasuredProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The straightforward program: read each file, send it, and rename acknowledged files. */
final class SendingLoop implements AutoCloseable {
    private static final String TOPIC = "loop";
    private static final int BATCH = 5000;

    private final Path done;
    private final Broker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    private SendingLoop(Path done, Broker broker, KafkaProducer<byte[], byte[]> producer) {
        this.done = done;
        this.broker = broker;
        this.producer = producer;
    }

    static SendingLoop start(Path directory, Broker broker) throws Exception {
        broker.create(TOPIC, Broker.PARTITIONS);
        Map<String, Object> config = SourceProducerConfig.of(broker.bootstrapServers());
        return new SendingLoop(
                directory.resolve("sent"),
                broker,
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    Sample documents(StagedEvents staged) throws Exception {
        Path target = Files.createDirectories(done.resolve(staged.path().getFileName()));
        TopicArrivals arrivals = TopicArrivals.at(broker, TOPIC);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(MeasuredProcess.self(), broker.jvm());
        List<Path> batch = new ArrayList<>(BATCH);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(staged.path())) {
            for (Path file : files) {
                byte[] key = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, key, Files.readAllBytes(file)));
                batch.add(file);
                if (batch.size() == BATCH) {
                    flushAndRename(batch, target);
                }
            }
        }
        flushAndRename(batch, target);
        Sample sample = meter.end(staged.events())
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / staged.events());
        arrivals.awaitOffsets(staged.events());
        arrivals.require(staged.events(), staged.bytes());
        return sample;
    }

    private void flushAndRename(List<Path> batch, Path target) throws IOException {
        producer.flush();
        for (Path file : batch) {
            Files.move(file, target.resolve(file.getFileName()));
        }
        batch.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
