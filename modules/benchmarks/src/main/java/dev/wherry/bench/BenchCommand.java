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
        description = "Measures the pipeline beside its peers and beside what the machine can do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Results are printed, and lie in target/bench as results.json, results.md and results.svg.",
            "Exit codes: 0 all measured, 1 something failed or had a wrong outcome, 2 the command line makes no sense."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all of them.")
    private List<BenchmarkName> names = List.of(BenchmarkName.values());

    @Option(names = "--peers", description = "Measure other connectors and tools, too.")
    private boolean peers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each contestant is measured; the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "Multiplies the numbers of events: 0.01 only shows that everything works."
                    + " Default: ${DEFAULT-VALUE}.")
    private double scale = 1;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where inboxes, topics and tables lie while they are measured. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("target", "bench", "work");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there, too.")
    private Path json;

    @Option(
            names = "--docs",
            description =
                    "Puts the tables into docs/performance.md, and the plot, if all was measured; the other sections stay.")
    private boolean docs;

    @Override
    public Integer call() throws Exception {
        BenchmarkConfig setup = new BenchmarkConfig(
                rounds,
                scale,
                peers,
                directory,
                Path.of(System.getProperty("wherry.contracts", "contracts")),
                spec.commandLine().getOut());
        Results results = new Results(Machine.here(), settings());
        int code = 0;
        for (BenchmarkName name : names) {
            try {
                long begun = System.nanoTime();
                results.add(name.toString(), shown(name.benchmark().run(setup)));
                setup.say("%s took %d s".formatted(name, (System.nanoTime() - begun) / 1_000_000_000));
            } catch (Exception failure) { // whatever it is, the others can be measured
                spec.commandLine().getErr().println(name + " failed:");
                failure.printStackTrace(spec.commandLine().getErr());
                code = 1;
            }
        }
        write(results, code == 0 && names.size() == BenchmarkName.values().length);
        return code;
    }

    private List<Table> shown(List<Table> tables) {
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
            results.writeInto(page);
            if (all) {
                results.plotInto(page, Path.of("docs", "performance.svg"));
            }
        }
    }

    private String settings() throws IOException {
        return "%d rounds, scale %s, peers %s, load average at the start %s"
                .formatted(rounds, scale, peers ? "measured" : "left out", Machine.load());
    }

    public static void main(String[] arguments) {
        int code = new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        System.exit(code);
    }
}
