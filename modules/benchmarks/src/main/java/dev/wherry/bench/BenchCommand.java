package dev.wherry.bench;

import dev.wherry.bench.report.Machine;
import dev.wherry.bench.report.Results;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command behind {@code bench.sh}. */
@Command(
        name = "bench.sh",
        description = "Measures the pipeline, and compares it with other products and with the limits of the machine.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Results are printed, and written to target/bench as results.json, results.md and results.svg.",
            "Exit codes: 0 success, 1 a benchmark failed or produced a wrong result, 2 invalid command line."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Benchmarks to run: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<BenchmarkName> names = List.of(BenchmarkName.values());

    @Option(names = "--peers", description = "Also measure other connectors and tools.")
    private boolean peers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Samples per contestant; the median is reported. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description =
                    "Factor for the number of events; 0.01 is enough for a smoke test." + " Default: ${DEFAULT-VALUE}.")
    private double scale = 1;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Working directory for inboxes, topics and tables. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("target", "bench", "work");

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results to this file.")
    private Path json;

    @Option(
            names = "--docs",
            description = "Update the measured sections of docs/performance.md, and the plot if all benchmarks ran.")
    private boolean docs;

    @Override
    public Integer call() throws Exception {
        BenchmarkConfig config = new BenchmarkConfig(
                rounds,
                scale,
                peers,
                directory,
                Path.of(System.getProperty("wherry.contracts", "contracts")),
                spec.commandLine().getOut());
        Results results = new Results(Machine.current(), settings());
        int code = 0;
        for (BenchmarkName name : names) {
            try {
                long started = System.nanoTime();
                results.add(name.toString(), print(name.benchmark().run(config)));
                config.log("%s took %d s".formatted(name, (System.nanoTime() - started) / 1_000_000_000));
            } catch (Exception failure) { // one failing benchmark must not stop the others
                spec.commandLine().getErr().println(name + " failed:");
                failure.printStackTrace(spec.commandLine().getErr());
                code = 1;
            }
        }
        write(results, code == 0 && names.size() == BenchmarkName.values().length);
        return code;
    }

    private List<Table> print(List<Table> tables) {
        PrintWriter out = spec.commandLine().getOut();
        for (Table table : tables) {
            out.println();
            out.println(TextTable.of(table));
        }
        out.flush();
        return tables;
    }

    private void write(Results results, boolean all) throws IOException {
        results.write(Path.of("target", "bench"));
        if (json != null) {
            results.writeJson(json);
        }
        if (docs) {
            Path page = Path.of("docs", "performance.md");
            results.updatePage(page);
            if (all) {
                results.updatePlot(page, Path.of("docs", "performance.svg"));
            }
        }
    }

    private String settings() throws IOException {
        return "%d rounds, scale %s, peers %s, initial load average %s"
                .formatted(rounds, scale, peers ? "included" : "excluded", Machine.loadAverage());
    }

    public static void main(String[] arguments) {
        int code = new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        System.exit(code);
    }
}
