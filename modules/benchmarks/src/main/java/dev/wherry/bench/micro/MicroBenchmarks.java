package dev.wherry.bench.micro;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import dev.wherry.bench.report.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the hot paths, each in a separate JVM. They are short and only reveal large changes. */
public final class MicroBenchmarks implements Benchmark {
    private static final Metric MICROS = new Metric("µs/event", 3);
    private static final Metric ALLOCATED = new Metric("bytes allocated/event", 0);
    private static final int WARM_UPS = 5;

    private record Step(String title, Class<?> benchmark, String ours, String limit) {}

    private static final List<Step> STEPS = List.of(
            new Step("Is a document complete?", CompletenessBenchmark.class, "JsonCompleteness", "sum of the bytes"),
            new Step("Is an event valid?", ValidationBenchmark.class, "EventValidator", "Jackson readTree only"),
            new Step("Version encoding", VersionBenchmark.class, "VersionEncoder", ""),
            new Step(
                    "State record to binary COPY row",
                    RowBenchmark.class,
                    "StateRowFormat and CopyBuffer",
                    "Jackson readTree only"));

    @Override
    public List<Table> run(BenchmarkConfig config) throws RunnerException {
        List<Table> tables = new ArrayList<>();
        for (Step step : STEPS) {
            config.log("micro, " + step.benchmark().getSimpleName());
            tables.add(table(config, step));
        }
        return tables;
    }

    private static Table table(BenchmarkConfig config, Step step) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(step.benchmark().getName().replace(".", "\\.") + "\\..*")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(1)
                        .jvmArgsAppend(
                                "-Dwherry.contracts=" + config.contracts().toAbsolutePath())
                        .warmupIterations(WARM_UPS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(Math.max(3, config.rounds()))
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<Row> rows = new ArrayList<>();
        rows.add(row(results, "ours", step.ours(), Kind.OURS));
        if (!step.limit().isEmpty()) {
            rows.add(row(results, "limit", step.limit(), Kind.LIMIT));
        }
        return new Table(
                step.title(),
                "1,024 distinct cards of 350 bytes in rotation. JMH with one thread, one fork and"
                        + " iterations of one second.",
                rows,
                List.of());
    }

    private static Row row(Collection<RunResult> results, String method, String name, Kind kind) {
        RunResult result = results.stream()
                .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow();
        List<Sample> samples = new ArrayList<>();
        result.getBenchmarkResults()
                .forEach(fork -> fork.getIterationResults().forEach(each -> samples.add(sample(each))));
        return new Row(name, kind, samples);
    }

    private static Sample sample(IterationResult iteration) {
        return Sample.of(MICROS, iteration.getPrimaryResult().getScore())
                .with(
                        ALLOCATED,
                        iteration
                                .getSecondaryResults()
                                .get("gc.alloc.rate.norm")
                                .getScore());
    }
}
