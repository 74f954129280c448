package dev.wherry.cli;

import dev.wherry.pipeline.PipelineMonitor;

import dev.wherry.generator.DurationText;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.Pipeline;
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
                "Runs the pipeline on an inbox, until Ctrl-C or, with --once, until all that is there is in the warehouse.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry run --inbox data/events/inbox --home data/home --once"})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Option(
            names = "--once",
            description = "Take what is there, end when all of it is in the warehouse, and print the books. "
                    + "Exits with 3 if they do not balance.")
    private boolean once;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "With --once: give up when nothing has moved for that long. Default: 2m.")
    private Duration stallTimeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws IOException, SQLException {
        LogFile.to(new Home(options.home));
        PrintWriter out = spec.commandLine().getOut();
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.start(options.toConfig())) {
            stop.whenLate(pipeline::abandon);
            PipelineMonitor loop = new PipelineMonitor(pipeline, new StatusLine(out, Terminal.isOne()), stop);
            if (once) {
                boolean drained = loop.untilDrained(stallTimeout);
                return report(pipeline, drained, out);
            }
            out.println("Running. Drop event files into %s; Ctrl-C stops it all.".formatted(options.inbox));
            out.flush();
            loop.untilStopped();
            return ExitCode.FINE;
        }
    }

    private static int report(Pipeline pipeline, boolean drained, PrintWriter out) throws SQLException {
        Reconciliation books = pipeline.books();
        ReconciliationPrinter.print(books, out);
        long unreadable = pipeline.unreadableFiles();
        if (unreadable > 0) {
            out.println("%d files cannot be read and are left in the inbox: give this user the right to read them."
                    .formatted(unreadable));
        }
        if (!drained) {
            PipelineSnapshot now = pipeline.snapshot();
            out.println("Not everything is in the warehouse yet: files waiting %d, events under way %d."
                    .formatted(now.pending(), now.lag()));
        }
        return drained && unreadable == 0 && books.balance() ? ExitCode.FINE : ExitCode.NOT_BALANCED;
    }
}
