package dev.wherry.cli;

import dev.wherry.generator.DurationText;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineConfig;
import dev.wherry.pipeline.PipelineMonitor;
import dev.wherry.pipeline.PipelineSnapshot;
import dev.wherry.pipeline.Reconciliation;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the pipeline on an inbox. */
@Command(
        name = "run",
        description =
                "Runs the pipeline on an inbox until Ctrl-C or, with --once, until all existing files are in the warehouse.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry run --inbox data/events/inbox --home data/home --once"})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Option(
            names = "--once",
            description =
                    "Process the existing files, stop when all of them are in the warehouse, and print the reconciliation. "
                            + "Exits with 3 if the books do not balance.")
    private boolean once;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "With --once: give up when there is no progress for this time. Default: 2m.")
    private Duration stallTimeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws IOException, SQLException {
        LogFile.use(new Home(options.home));
        PrintWriter out = spec.commandLine().getOut();
        PipelineConfig config = options.toConfig();
        config.given().lines().forEach(out::println);
        out.flush();
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.start(config)) {
            stop.onTimeout(pipeline::abandon);
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            PipelineMonitor monitor = new PipelineMonitor(pipeline, line::show, stop::await);
            if (once) {
                boolean drained = monitor.runUntilDrained(stallTimeout);
                line.end();
                return report(pipeline, drained, out);
            }
            out.println("Running. Drop event files into %s; Ctrl-C stops the pipeline.".formatted(options.inbox));
            out.flush();
            monitor.runUntilStopped();
            line.end();
            return ExitCode.OK;
        }
    }

    private static int report(Pipeline pipeline, boolean drained, PrintWriter out) throws SQLException {
        Reconciliation reconciliation = pipeline.reconcile();
        ReconciliationPrinter.print(reconciliation, out);
        long unreadable = pipeline.unreadableFiles();
        if (unreadable > 0) {
            out.println("%d files cannot be read and stay in the inbox: grant this user read permission."
                    .formatted(unreadable));
        }
        if (!drained) {
            PipelineSnapshot snapshot = pipeline.snapshot();
            out.println("Not everything is in the warehouse yet: %d files pending, %d events in flight."
                    .formatted(snapshot.pending(), snapshot.lag()));
        }
        return drained && unreadable == 0 && reconciliation.isBalanced() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
