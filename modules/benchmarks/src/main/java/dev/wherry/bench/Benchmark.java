package dev.wherry.bench;

import dev.wherry.bench.report.Table;
import java.util.List;

/** A benchmark that {@code bench.sh} can run by name. */
@FunctionalInterface
public interface Benchmark {
    /**
     * Runs the measurements and returns one table per question that the benchmark answers.
     *
     * @throws WrongOutcomeException if a contestant produced a wrong result
     */
    List<Table> run(BenchmarkConfig config) throws Exception;
}
