package dev.wherry.bench.http;

import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The source connector for APIs as shipped, on an API whose pages have numbers. */
final class HttpSource {
    private static final String FEED = "api";
    private static final String TOPIC = "raw." + FEED;

    private final BenchApi api;
    private final Broker broker;
    private final ConnectProcess worker;

    private HttpSource(BenchApi api, Broker broker, ConnectProcess worker) {
        this.api = api;
        this.broker = broker;
        this.worker = worker;
    }

    static HttpSource start(Path directory, BenchApi api, Broker broker, ConnectProcess worker) throws Exception {
        broker.create(TOPIC, Broker.PARTITIONS);
        broker.create(Topics.FILES, 1);
        Path contracts = writeContracts(directory.resolve("api-contracts"), api.url());
        worker.put(ShippedConnectors.HTTP, new ShippedConnectors(contracts).http());
        return new HttpSource(api, broker, worker);
    }

    private static Path writeContracts(Path directory, String url) throws IOException {
        write(directory.resolve("feeds/api.yaml"), """
                feed: %s
                source:
                  http:
                    url: %s/items
                    query: {page: "{page}"}
                    items: /data
                    next: {query: {page: "{page}"}}
                  schedule: {every: 1s}
                """.formatted(FEED, url));
        write(directory.resolve("event/contract.yaml"), """
                type: event
                feeds: [%s]
                match: all
                schema: schema.json
                key: [/metadata/event_id]
                keep: every
                table: events
                columns:
                  id: {from: /metadata/event_id, type: text}
                """.formatted(FEED));
        write(directory.resolve("event/schema.json"), "{}");
        write(directory.resolve("migrations/V1__events.sql"), "CREATE TABLE events (id text PRIMARY KEY);");
        return directory;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Measures the pages from the first request for one of them until the last one is committed. */
    Sample pages() throws Exception {
        TopicArrivals arrivals = TopicArrivals.at(broker, TOPIC);
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        api.append();
        TopicArrivals.Times times = arrivals.awaitOffsets(api.items());
        Sample sample = meter.end(api.items(), (times.lastAt() - api.firstAnswered()) / 1e9)
                .with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / api.items());
        arrivals.require(api.items(), api.itemBytes());
        return sample;
    }
}
