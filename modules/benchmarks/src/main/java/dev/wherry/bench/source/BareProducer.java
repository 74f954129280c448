package dev.wherry.bench.source;

import dev.wherry.bench.data.SourceProducerConfig;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.ProducerMain;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Kafka's producer performance tool, which only produces. */
final class BareProducer implements AutoCloseable {
    private static final String TOPIC = "bare";
    private static final int EVENT_BYTES = 350;

    private final Broker broker;
    private final ForkedJvm producer;

    private BareProducer(Broker broker, ForkedJvm producer) {
        this.broker = broker;
        this.producer = producer;
    }

    static BareProducer start(Path directory, Broker broker) throws Exception {
        broker.create(TOPIC, Broker.PARTITIONS);
        return new BareProducer(broker, ForkedJvm.start("producer", ProducerMain.class, directory, "512m"));
    }

    /** Produces the given number of randomly chosen lines. The rate is as reported by the tool. */
    Sample lines(StagedEvents staged, int count) throws Exception {
        TopicArrivals arrivals = TopicArrivals.at(broker, TOPIC);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(producer, broker.jvm());
        double rate = Double.parseDouble(producer.ask(String.join(
                " ",
                "--topic",
                TOPIC,
                "--num-records",
                String.valueOf(count),
                "--payload-file",
                staged.path().toString(),
                "--throughput",
                "-1",
                "--producer-props",
                "acks=all",
                SourceProducerConfig.of(broker.bootstrapServers()).entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" ")))));
        Sample sample = meter.end(count, count / rate)
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / count);
        arrivals.awaitOffsets(count);
        arrivals.require(count, (long) count * (EVENT_BYTES - 1));
        return sample;
    }

    @Override
    public void close() throws IOException {
        producer.close();
    }
}
