package dev.wherry.bench.s3;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.FileLayout;
import dev.wherry.bench.data.FlatCards;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.bench.source.WherrySource;
import dev.wherry.embedded.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Objects to raw topics: large ones beside files, small ones beside a loop, and a listing of a large bucket. */
public final class S3Benchmark implements Benchmark {
    private static final int EVENTS = 500_000;
    private static final int OBJECTS = 10_000;
    private static final int KEYS = 1_000_000;
    private static final int CARDS = 100_000;
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final String HEAP = "512m";
    /** The memory limit for the listing, connector and Connect worker together, as for the scan of an inbox. */
    private static final List<String> LISTING_OPTIONS = List.of("-Xmx256m", "-XX:+UseG1GC");

    private final CardEvents cards = new CardEvents(CARDS);
    private final FlatCards flat = new FlatCards(cards);

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("s3");
        try {
            return List.of(
                    large(config, Files.createDirectory(directory.resolve("large"))),
                    small(config, Files.createDirectory(directory.resolve("small"))),
                    listing(config, Files.createDirectory(directory.resolve("listing"))));
        } finally {
            Directories.delete(directory);
        }
    }

    private Table large(BenchmarkConfig config, Path directory) throws Exception {
        int count = config.scaled(EVENTS);
        StagingArea staging = new StagingArea(directory.resolve("stage"), cards);
        List<Row> rows;
        try (BenchStore store = new BenchStore();
                Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            WherrySource files = WherrySource.start(directory, config.contracts(), broker, worker);
            S3Source objects = S3Source.start(directory, "1s", store, broker, worker);
            rows = new InterleavedRounds(config)
                    .measure(
                            "large objects",
                            List.of(
                                    Contestant.of(
                                            "s3-source-connector, lines",
                                            Kind.OURS,
                                            round -> objects.object(staging.file(
                                                    "object-" + round + ".ndjson",
                                                    count,
                                                    FileLayout.LINES,
                                                    flat::object))),
                                    Contestant.of(
                                            "file-source-connector, lines",
                                            Kind.OURS,
                                            round -> files.file(staging.file(
                                                    "file-" + round + ".ndjson",
                                                    count,
                                                    FileLayout.LINES,
                                                    flat::object))),
                                    Contestant.of(
                                            "s3-source-connector, csv",
                                            Kind.OURS,
                                            round -> objects.object(staging.file(
                                                    "object-" + round + ".csv", count, FileLayout.ROWS, flat::row))),
                                    Contestant.of(
                                            "file-source-connector, csv",
                                            Kind.OURS,
                                            round -> files.file(staging.file(
                                                    "file-" + round + ".csv", count, FileLayout.ROWS, flat::row)))));
        }
        return new Table(
                "Large objects to raw topics",
                String.format(
                        Locale.ROOT,
                        "One object, or one file, of %,d events of 349 bytes, measured from the first record that is"
                                + " visible in the topic to the last. One task of each connector in one worker, exactly"
                                + " once. The store runs on the same machine and answers from its memory.",
                        count),
                rows,
                List.of(
                        ratio("lines of an object to those of a file", 0.7, rows.get(0), rows.get(1)),
                        ratio("csv of an object to that of a file", 0.7, rows.get(2), rows.get(3))));
    }

    private Table small(BenchmarkConfig config, Path directory) throws Exception {
        int count = config.scaled(OBJECTS);
        List<byte[]> documents =
                LongStream.range(0, count).mapToObj(cards::document).toList();
        List<Row> rows;
        try (BenchStore store = new BenchStore();
                Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            S3Source.createFilesTopic(broker);
            S3Source objects = S3Source.start(directory, "1s", store, broker, worker);
            GetLoop loop = new GetLoop(store);
            store.delay(LATENCY);
            rows = new InterleavedRounds(config)
                    .measure(
                            "small objects",
                            List.of(
                                    Contestant.of(
                                            "s3-source-connector",
                                            Kind.OURS,
                                            round -> objects.objects("round-" + (round + 10), documents)),
                                    Contestant.of(
                                            "single GETs in a loop", Kind.BASELINE, round -> loop.objects(documents))));
        }
        return new Table(
                "Small objects to raw topics",
                String.format(
                        Locale.ROOT,
                        "%,d objects of 350 bytes in a store that holds back each answer for %d ms, as one far away"
                                + " does; measured from the moment at which they exist until the last is committed. The"
                                + " bucket is listed each second. The loop knows the keys and only fetches. The"
                                + " connector has its default of 8 requests at the same time.",
                        count,
                        LATENCY.toMillis()),
                rows,
                List.of(ratio("objects to single GETs", 5, rows.get(0), rows.get(1))));
    }

    private static Table listing(BenchmarkConfig config, Path directory) throws Exception {
        int keys = config.scaled(KEYS);
        List<Row> rows;
        double pages;
        try (BenchStore store = new BenchStore();
                Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, LISTING_OPTIONS)) {
            S3Source.createFilesTopic(broker);
            LargeBucket bucket = LargeBucket.of(directory, keys, "20s", store, broker, worker);
            GetLoop loop = new GetLoop(store);
            rows = new InterleavedRounds(config)
                    .measure(
                            "listing",
                            List.of(
                                    Contestant.of("s3-source-connector", Kind.OURS, bucket::pass),
                                    Contestant.of("bare listing", Kind.LIMIT, round -> loop.listing())));
            pages = bucket.pages();
        }
        return new Table(
                "A new object in a large bucket",
                String.format(
                        Locale.ROOT,
                        "A pass over %,d keys that were written the day before, among which one is new. Connect worker and"
                                + " connector run with %s. Measured from the first request of the pass to the last one.",
                        keys,
                        String.join(" ", LISTING_OPTIONS)),
                rows,
                List.of(Target.atMost(
                        "listing requests of a pass", pages, rows.get(0).median(LargeBucket.REQUESTS))));
    }

    private static Target ratio(String name, double atLeast, Row row, Row toOther) {
        return Target.atLeast(
                "ratio of " + name,
                atLeast,
                row.median(Metric.EVENTS_PER_SECOND) / toOther.median(Metric.EVENTS_PER_SECOND));
    }
}
