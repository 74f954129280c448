package dev.wherry.bench.http;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Pages to raw topics, beside a loop that only fetches them: of an API far away, and of one that answers at once. Only the
 * first has a target: the second shows what the connector itself takes, of which an API far away hides most.
 */
public final class HttpBenchmark implements Benchmark {
    private static final int PAGES = 2_000;
    private static final int CARDS = 100_000;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String HEAP = "512m";

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("http");
        try {
            return List.of(
                    table(
                            config,
                            Files.createDirectory(directory.resolve("far")),
                            LATENCY,
                            rows -> List.of(Target.atLeast(
                                    "ratio of the connector to the loop",
                                    0.8,
                                    rows.get(0).median(Metric.EVENTS_PER_SECOND)
                                            / rows.get(1).median(Metric.EVENTS_PER_SECOND))),
                            "Pages of an API far away to raw topics",
                            "Each answer is held back for %d ms, as by an API far away.".formatted(LATENCY.toMillis())),
                    table(
                            config,
                            Files.createDirectory(directory.resolve("near")),
                            Duration.ZERO,
                            rows -> List.of(),
                            "Pages of an API nearby to raw topics",
                            "The API answers at once."));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table table(
            BenchmarkConfig config,
            Path directory,
            Duration delay,
            Function<List<Row>, List<Target>> targets,
            String title,
            String answers)
            throws Exception {
        List<Row> rows;
        int pages = config.scaled(PAGES);
        try (BenchApi api = new BenchApi(new CardEvents(CARDS), pages);
                Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            HttpSource source = HttpSource.start(directory, api, broker, worker);
            PageLoop loop = new PageLoop(api);
            api.delay(delay);
            rows = new InterleavedRounds(config)
                    .measure(
                            title,
                            List.of(
                                    Contestant.of("http-source-connector", Kind.OURS, round -> source.pages()),
                                    Contestant.of("fetch in a loop", Kind.BASELINE, round -> loop.sample())));
        }
        return new Table(
                title,
                String.format(
                        Locale.ROOT,
                        "%,d pages of %d events of 349 bytes from a server on the same machine, by page number. %s"
                                + " Measured from the first request until the last event is committed. The loop fetches"
                                + " the same pages one after the other and does nothing with them.",
                        pages,
                        BenchApi.ITEMS_PER_PAGE,
                        answers),
                rows,
                targets.apply(rows));
    }
}
