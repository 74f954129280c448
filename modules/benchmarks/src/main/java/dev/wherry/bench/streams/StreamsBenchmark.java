package dev.wherry.bench.streams;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
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

/** Raw to state topics: how many events one instance of the streams app takes a second, and whether more keys make them dearer. */
public final class StreamsBenchmark implements Benchmark {
    private static final int EVENTS = 300_000;
    private static final int KEYS = 100_000;
    /** So many that every round shows some of RocksDB's rewriting, which a partition's store has every 200,000 events. */
    private static final int EVENTS_OF_GROWTH = 400_000;

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final String HEAP = "512m";
    /** The process of whoever takes part, so that their figures stand in one column. */
    private static final String APP = "app";

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("streams");
        try (Broker broker = Broker.start(directory);
                RawTopicWriter raw = new RawTopicWriter(broker.bootstrapServers())) {
            return List.of(rate(setup, directory, broker, raw), growth(setup, directory, broker, raw));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table rate(BenchmarkConfig setup, Path directory, Broker broker, RawTopicWriter raw) throws Exception {
        int events = setup.scaled(EVENTS);
        CardEvents cards = new CardEvents(setup.scaled(KEYS));
        List<ForkedJvm> parts = new ArrayList<>();
        try {
            List<Contestant> contestants = new ArrayList<>();
            parts.add(streamsApp(directory, broker, setup.contracts(), "bench-streams"));
            StreamSampler ours = new StreamSampler(broker, raw, parts.get(0), "raw.cards", "state.card", cards, RawTopicWriter.Key.FILE);
            contestants.add(Contestant.of("streams-app", Kind.OURS, round -> ours.sample(events)));
            if (setup.peers()) {
                StreamSampler both = reduce(directory, broker, raw, cards, "reduce-repartitioned", true, parts);
                contestants.add(
                        Contestant.of("Kafka Streams: repartition, reduce()", Kind.PEER, round -> both.sample(events)));
                StreamSampler reduce = reduce(directory, broker, raw, cards, "reduce", false, parts);
                contestants.add(Contestant.of("Kafka Streams: reduce()", Kind.PEER, round -> reduce.sample(events)));
            }
            create(broker, "loop");
            parts.add(ForkedJvm.start(
                    APP,
                    LoopMain.class,
                    Files.createDirectories(directory.resolve("loop")),
                    HEAP,
                    broker.bootstrapServers(),
                    "loop.in",
                    "loop.out"));
            StreamSampler loop = new StreamSampler(
                    broker, raw, parts.get(parts.size() - 1), "loop.in", "loop.out", cards, RawTopicWriter.Key.EVENT);
            contestants.add(Contestant.of("bare consumer and producer", Kind.LIMIT, round -> loop.sample(events)));
            List<Row> rows = new InterleavedRounds(setup).of("streams", contestants);
            return new Table(
                    "Raw to state topics",
                    String.format(
                            Locale.ROOT,
                            "%,d events of 350 bytes of %,d cards, each newer than what is held; they become visible at once, in one"
                                    + " transaction, and are measured until the last new state is committed. One instance with"
                                    + " one thread. All others have the same client settings, transactions of 100 ms and"
                                    + " exactly once; they parse, validate and count nothing, and reduce() keeps whatever comes"
                                    + " last. All but the first read records that come keyed by card already.",
                            events,
                            setup.scaled(KEYS)),
                    rows,
                    List.of(
                            Target.atLeast(
                                    "events a second", 40_000, rows.get(0).median(Metric.EVENTS_PER_SECOND)),
                            Target.atMost(
                                    "CPU µs an event, broker included",
                                    35,
                                    rows.get(0).cpu())));
        } finally {
            for (ForkedJvm part : parts) {
                part.close();
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
            List<ForkedJvm> parts)
            throws Exception {
        create(broker, name);
        String from = name + ".in";
        String to = name + ".out";
        ForkedJvm part = ForkedJvm.start(
                APP,
                ReduceMain.class,
                Files.createDirectories(directory.resolve(name)),
                HEAP,
                broker.bootstrapServers(),
                directory.resolve(name).resolve("state").toString(),
                from,
                to,
                Boolean.toString(repartition));
        parts.add(part);
        return new StreamSampler(broker, raw, part, from, to, cards, RawTopicWriter.Key.EVENT);
    }

    private static void create(Broker broker, String name) throws Exception {
        broker.create(name + ".in", Broker.PARTITIONS);
        broker.create(name + ".out", Broker.PARTITIONS);
    }

    /** Two types in one app, so that everything but the number of keys is the same. */
    private static Table growth(BenchmarkConfig setup, Path directory, Broker broker, RawTopicWriter raw) throws Exception {
        int events = setup.scaled(EVENTS_OF_GROWTH);
        int few = setup.scaled(FEW);
        int many = setup.scaled(MANY);
        Path contracts = directory.resolve("contracts");
        CardContract.copy(setup.contracts(), contracts, "few");
        CardContract.copy(setup.contracts(), contracts, "many");
        try (ForkedJvm app = streamsApp(directory, broker, contracts, "bench-growth")) {
            StreamSampler ofFew = new StreamSampler(broker, raw, app, "raw.few", "state.few", new CardEvents(few), RawTopicWriter.Key.FILE);
            StreamSampler ofMany =
                    new StreamSampler(broker, raw, app, "raw.many", "state.many", new CardEvents(many), RawTopicWriter.Key.FILE);
            ofFew.sample(few);
            setup.say("streams, filling the store with " + many + " keys: " + ofMany.sample(many));
            List<Row> rows = new InterleavedRounds(setup)
                    .of(
                            "growth",
                            List.of(
                                    Contestant.of(
                                            String.format(Locale.ROOT, "%,d keys", few),
                                            Kind.OURS,
                                            round -> ofFew.sample(events)),
                                    Contestant.of(
                                            String.format(Locale.ROOT, "%,d keys", many),
                                            Kind.OURS,
                                            round -> ofMany.sample(events))));
            return new Table(
                    "More keys in the streams app's store",
                    String.format(
                            Locale.ROOT,
                            "%,d events of 350 bytes, as above, to a store that holds %,d keys and to one that holds %,d, in one app.",
                            events,
                            few,
                            many),
                    rows,
                    List.of(Target.atMost(
                            "times the CPU an event at more keys",
                            1.3,
                            rows.get(1).cpu() / rows.get(0).cpu())));
        }
    }
}
