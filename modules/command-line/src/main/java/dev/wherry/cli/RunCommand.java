package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.generator.DurationText;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeErasure;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineConfig;
import dev.wherry.pipeline.PipelineFailedException;
import dev.wherry.pipeline.PipelineMonitor;
import dev.wherry.pipeline.RunEnding;
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
        footer = {
            "",
            "The status line counts:",
            "  files                            event files read and archived since the start",
            "  raw                              events in the topics raw.<feed>",
            "  accepted, superseded, duplicate, invalid",
            "                                   what became of them; each event has exactly one outcome",
            "  skipped                          events that their contract leaves out; shown if there are any",
            "  rows                             rows in the tables of all contracts",
            "  lag                              raw events without an outcome in the warehouse yet",
            "  pending files                    files found that are not yet read and archived; shown if there are any",
            "  ignored                          files that could hold events and are not read; `wherry files` lists them;"
                    + " shown if there are any",
            "",
            "Example: wherry run --inbox data/events/inbox --home data/home --once"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Option(
            names = "--create",
            description =
                    "Create the inbox if it does not exist. Otherwise a missing one, which may be mistyped, is refused.")
    private boolean create;

    @Option(
            names = "--once",
            description =
                    "Process the existing files, stop when all of them are in the warehouse, and print the reconciliation. "
                            + "Exits with 3 and a sentence for each reason if anything is not as it should be, or if it is"
                            + " stopped before its end; with 1 if a stage fails.")
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
        if (options.inbox == null
                && !Catalog.load(config.contracts()).inboxFeeds().isEmpty()) {
            throw new UsageException("--inbox is missing: name the directory with the subdirectories of the feeds.");
        }
        if (!create && options.inbox != null) {
            InboxDirectory.require(options.inbox, " With --create, it is created.");
        }
        config.given().lines().forEach(out::println);
        out.flush();
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.start(config)) {
            stop.onTimeout(pipeline::abandon);
            pipeline.contractNotices().forEach(out::println);
            out.flush();
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            PipelineMonitor monitor = new PipelineMonitor(
                    pipeline, once ? line::show : new InboxNotices(out).after(line, pipeline), stop::await);
            try {
                return run(monitor, pipeline, line, out);
            } catch (PipelineFailedException failure) {
                // before the services are stopped, which takes seconds; the reason is not all that is known
                line.end();
                pipeline.inboxProblems().forEach(out::println);
                out.flush();
                return FailurePrinter.print(failure, spec.commandLine().getErr());
            }
        }
    }

    private int run(PipelineMonitor monitor, Pipeline pipeline, StatusLine line, PrintWriter out)
            throws IOException, SQLException {
        if (once) {
            RunEnding ending = monitor.runUntilDrained(stallTimeout);
            line.end();
            int exitCode = VerdictPrinter.print(pipeline.verdict(ending), out);
            if (exitCode == ExitCode.OK) {
                HomeErasure.verified(new Home(options.home));
            }
            return exitCode;
        }
        out.println(
                options.inbox == null
                        ? "Running. Ctrl-C stops the pipeline."
                        : "Running. Drop event files into %s; Ctrl-C stops the pipeline.".formatted(options.inbox));
        out.flush();
        monitor.runUntilStopped();
        line.end();
        return ExitCode.OK;
    }
}
