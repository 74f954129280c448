package dev.wherry.bench;

import dev.wherry.bench.formats.FormatsBenchmark;
import dev.wherry.bench.http.HttpBenchmark;
import dev.wherry.bench.latency.LatencyBenchmark;
import dev.wherry.bench.micro.MicroBenchmarks;
import dev.wherry.bench.pipeline.PipelineBenchmark;
import dev.wherry.bench.s3.S3Benchmark;
import dev.wherry.bench.scan.ScanBenchmark;
import dev.wherry.bench.sink.SinkBenchmark;
import dev.wherry.bench.source.SourceBenchmark;
import dev.wherry.bench.streams.StreamsBenchmark;
import dev.wherry.bench.tables.TablesBenchmark;
import java.util.Locale;
import java.util.function.Supplier;

/** All benchmarks, in the order in which they run and are reported. */
enum BenchmarkName {
    SOURCE(SourceBenchmark::new),
    STREAMS(StreamsBenchmark::new),
    SINK(SinkBenchmark::new),
    PIPELINE(PipelineBenchmark::new),
    TABLES(TablesBenchmark::new),
    FORMATS(FormatsBenchmark::new),
    S3(S3Benchmark::new),
    HTTP(HttpBenchmark::new),
    LATENCY(LatencyBenchmark::new),
    SCAN(ScanBenchmark::new),
    MICRO(MicroBenchmarks::new);

    private final Supplier<Benchmark> benchmark;

    BenchmarkName(Supplier<Benchmark> benchmark) {
        this.benchmark = benchmark;
    }

    Benchmark benchmark() {
        return benchmark.get();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
