package dev.wherry.bench;

import dev.wherry.bench.report.Table;
import java.util.List;

/** What can be measured by one run. */
@FunctionalInterface
public interface Benchmark {
    /**
     * Measures, and returns a table for each question that it answers.
     *
     * @throws WrongOutcomeException if what was to be measured did not do its work
     */
    List<Table> run(BenchmarkConfig setup) throws Exception;
}
