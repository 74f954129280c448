package dev.wherry.bench.s3;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Sample;
import dev.wherry.bench.source.LinesSampler;
import dev.wherry.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The source connector for stores as shipped, on one bucket. */
final class S3Source {
    static final String TOPIC = "raw." + LakeContracts.FEED;
    private static final String MBEANS = "kafka.connect:type=plugins,connector=" + ShippedConnectors.S3 + ",task=*,*";

    private final BenchStore store;
    private final Broker broker;
    private final ConnectProcess worker;

    private S3Source(BenchStore store, Broker broker, ConnectProcess worker) {
        this.store = store;
        this.broker = broker;
        this.worker = worker;
    }

    /** @param every how often the bucket is listed */
    static S3Source start(Path directory, String every, BenchStore store, Broker broker, ConnectProcess worker)
            throws Exception {
        broker.create(TOPIC, Broker.PARTITIONS);
        Path contracts =
                LakeContracts.write(directory.resolve("lake-contracts"), store.endpoint(), BenchStore.BUCKET, every);
        worker.put(ShippedConnectors.S3, new ShippedConnectors(contracts).s3());
        return new S3Source(store, broker, worker);
    }

    /** The topic that all sources of a broker share must exist before. */
    static void createFilesTopic(Broker broker) throws Exception {
        broker.create(Topics.FILES, 1);
    }

    /** Measures an object of lines or rows from the first record to the last. */
    Sample object(StagedEvents staged) throws Exception {
        byte[] content = Files.readAllBytes(staged.path());
        Files.delete(staged.path());
        TopicArrivals arrivals = TopicArrivals.at(broker, TOPIC);
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        String key = staged.path().getFileName().toString();
        store.bucket().put(key, content);
        Sample sample = LinesSampler.sample(arrivals, staged, meter, broker, logBefore);
        store.bucket().delete(key);
        return sample;
    }

    /** Measures small objects from the moment at which they exist until the last is committed. */
    Sample objects(String prefix, List<byte[]> documents) throws Exception {
        TopicArrivals arrivals = TopicArrivals.at(broker, TOPIC);
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        for (int i = 0; i < documents.size(); i++) {
            store.bucket().put("%s/%06d.json".formatted(prefix, i), documents.get(i));
        }
        TopicArrivals.Times times = arrivals.awaitOffsets(documents.size());
        Sample sample = meter.end(documents.size(), (times.lastAt() - meter.begun()) / 1e9);
        arrivals.require(
                documents.size(),
                documents.stream().mapToLong(document -> document.length).sum());
        store.bucket().objects().keySet().removeIf(key -> key.startsWith(prefix + "/"));
        return sample;
    }

    /** Complete passes so far. */
    long passes() throws Exception {
        return worker.sum(MBEANS, "scans-total");
    }

    /** Requests so far, as the connector counts them. */
    long requests() throws Exception {
        return worker.sum(MBEANS, "requests-total");
    }
}
