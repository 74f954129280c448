package dev.wherry.bench.streams;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.RawTopicWriter;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.StreamsMain;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Raw to state topics: the throughput of one instance of the streams app, and how its cost depends on the number of
 * keys.
 */
public final class StreamsBenchmark implements Benchmark {
    private static final int EVENTS = 300_000;
    private static final int KEYS = 100_000;
    /** Enough for each round to include RocksDB compactions, which a partition's store runs every 200,000 events. */
    private static final int GROWTH_EVENTS = 400_000;

    private static final int FEW_KEYS = 10_000;
    private static final int MANY_KEYS = 1_000_000;
    private static final String HEAP = "512m";
    /** The process name of every contestant, so that their metrics share a column. */
    private static final String APP = "app";

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("streams");
        try (Broker broker = Broker.start(directory);
                RawTopicWriter raw = new RawTopicWriter(broker.bootstrapServers())) {
            return List.of(rate(config, directory, broker, raw), growth(config, directory, broker, raw));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table rate(BenchmarkConfig config, Path directory, Broker broker, RawTopicWriter raw)
            throws Exception {
        int events = config.scaled(EVENTS);
        CardEvents cards = new CardEvents(config.scaled(KEYS));
        List<ForkedJvm> processes = new ArrayList<>();
        try {
            List<Contestant> contestants = new ArrayList<>();
            processes.add(streamsApp(directory, broker, config.contracts(), "bench-streams"));
            StreamSampler ours = new StreamSampler(
                    broker, raw, processes.get(0), "raw.cards", "state.card", cards, RawTopicWriter.RecordKey.FILE);
            contestants.add(Contestant.of("streams-app", Kind.OURS, round -> ours.sample(events)));
            if (config.peers()) {
                StreamSampler both = reduce(directory, broker, raw, cards, "reduce-repartitioned", true, processes);
                contestants.add(
                        Contestant.of("Kafka Streams: repartition, reduce()", Kind.PEER, round -> both.sample(events)));
                StreamSampler reduce = reduce(directory, broker, raw, cards, "reduce", false, processes);
                contestants.add(Contestant.of("Kafka Streams: reduce()", Kind.PEER, round -> reduce.sample(events)));
            }
            create(broker, "loop");
            processes.add(ForkedJvm.start(
                    APP,
                    LoopMain.class,
                    Files.createDirectories(directory.resolve("loop")),
                    HEAP,
                    broker.bootstrapServers(),
                    "loop.in",
                    "loop.out"));
            StreamSampler loop = new StreamSampler(
                    broker,
                    raw,
                    processes.get(processes.size() - 1),
                    "loop.in",
                    "loop.out",
                    cards,
                    RawTopicWriter.RecordKey.EVENT);
            contestants.add(Contestant.of("bare consumer and producer", Kind.LIMIT, round -> loop.sample(events)));
            List<Row> rows = new InterleavedRounds(config).measure("streams", contestants);
            return new Table(
                    "Raw to state topics",
                    String.format(
                            Locale.ROOT,
                            "%,d events of 350 bytes about %,d cards, each newer than the stored state. One"
                                    + " transaction makes them visible together; measured until the last new state is"
                                    + " committed. One instance with one thread. The others use the same client"
                                    + " settings, transactions of 100 ms and exactly once; they do not parse,"
                                    + " validate or count, and reduce() keeps the last record. All but the first read"
                                    + " records that are already keyed by card.",
                            events,
                            config.scaled(KEYS)),
                    rows,
                    List.of(
                            Target.atLeast("events/s", 40_000, rows.get(0).median(Metric.EVENTS_PER_SECOND)),
                            Target.atMost(
                                    "CPU µs/event, broker included",
                                    35,
                                    rows.get(0).cpu())));
        } finally {
            for (ForkedJvm process : processes) {
                process.close();
            }
        }
    }

    private static ForkedJvm streamsApp(Path directory, Broker broker, Path contracts, String id) throws Exception {
        return ForkedJvm.start(
                APP,
                StreamsMain.class,
                Files.createDirectories(directory.resolve(id)),
                HEAP,
                broker.bootstrapServers(),
                contracts.toString(),
                directory.resolve(id).resolve("state").toString(),
                id);
    }

    private static StreamSampler reduce(
            Path directory,
            Broker broker,
            RawTopicWriter raw,
            CardEvents cards,
            String name,
            boolean repartition,
            List<ForkedJvm> processes)
            throws Exception {
        create(broker, name);
        String from = name + ".in";
        String to = name + ".out";
        ForkedJvm process = ForkedJvm.start(
                APP,
                ReduceMain.class,
                Files.createDirectories(directory.resolve(name)),
                HEAP,
                broker.bootstrapServers(),
                directory.resolve(name).resolve("state").toString(),
                from,
                to,
                Boolean.toString(repartition));
        processes.add(process);
        return new StreamSampler(broker, raw, process, from, to, cards, RawTopicWriter.RecordKey.EVENT);
    }

    private static void create(Broker broker, String name) throws Exception {
        broker.create(name + ".in", Broker.PARTITIONS);
        broker.create(name + ".out", Broker.PARTITIONS);
    }

    /** Uses two types in one app, so that only the number of keys differs. */
    private static Table growth(BenchmarkConfig config, Path directory, Broker broker, RawTopicWriter raw)
            throws Exception {
        int events = config.scaled(GROWTH_EVENTS);
        int few = config.scaled(FEW_KEYS);
        int many = config.scaled(MANY_KEYS);
        Path contracts = directory.resolve("contracts");
        CardContract.copy(config.contracts(), contracts, "few");
        CardContract.copy(config.contracts(), contracts, "many");
        try (ForkedJvm app = streamsApp(directory, broker, contracts, "bench-growth")) {
            StreamSampler fewKeys = new StreamSampler(
                    broker, raw, app, "raw.few", "state.few", new CardEvents(few), RawTopicWriter.RecordKey.FILE);
            StreamSampler manyKeys = new StreamSampler(
                    broker, raw, app, "raw.many", "state.many", new CardEvents(many), RawTopicWriter.RecordKey.FILE);
            fewKeys.sample(few);
            config.log("streams, filling the store with " + many + " keys: " + manyKeys.sample(many));
            List<Row> rows = new InterleavedRounds(config)
                    .measure(
                            "growth",
                            List.of(
                                    Contestant.of(
                                            String.format(Locale.ROOT, "%,d keys", few),
                                            Kind.OURS,
                                            round -> fewKeys.sample(events)),
                                    Contestant.of(
                                            String.format(Locale.ROOT, "%,d keys", many),
                                            Kind.OURS,
                                            round -> manyKeys.sample(events))));
            return new Table(
                    "More keys in the state store",
                    String.format(
                            Locale.ROOT,
                            "%,d events of 350 bytes, as above, with a store of %,d keys and a store of %,d"
                                    + " keys in the same app.",
                            events,
                            few,
                            many),
                    rows,
                    List.of(Target.atMost(
                            "ratio of CPU per event, many keys to few",
                            1.3,
                            rows.get(1).cpu() / rows.get(0).cpu())));
        }
    }
}
