package dev.wherry.cli;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.ServicePorts;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.operations.rebuild.TypeReset;
import dev.wherry.pipeline.GivenServices;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeErasure;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineConfig;
import dev.wherry.pipeline.PipelineMonitor;
import dev.wherry.pipeline.RunEnding;
import dev.wherry.pipeline.RunVerdict;
import dev.wherry.pipeline.StateInspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds the derived state of a home, or the rows of a type, audits the result, and prints the verdict. */
record HomeRebuild(
        Path home,
        Path contracts,
        Catalog catalog,
        GivenServices given,
        Duration stallTimeout,
        String incomplete,
        PrintWriter out) {
    /** Inspects the result of a complete rebuild, and returns a sentence for each problem. */
    @FunctionalInterface
    interface ResultInspector {
        List<String> inspect(PipelineTarget target) throws SQLException;
    }

    /**
     * An existing home, with its log file in use.
     *
     * @throws UsageException if there is none
     */
    static Home existing(Path directory) {
        Home home = new Home(directory);
        if (!Files.isDirectory(home.root())) {
            throw new UsageException("There is no home " + home.root() + ": specify the home of the pipeline.");
        }
        LogFile.use(home);
        return home;
    }

    /** Returns the exit code. */
    int run(StateInspector before, ResultInspector after) throws IOException, SQLException {
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.rebuild(pipelineConfig(), before)) {
            stop.onTimeout(pipeline::abandon);
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            RunEnding ending = new PipelineMonitor(pipeline, line::show, stop::await).runUntilDrained(stallTimeout);
            line.end();
            return finish(pipeline, ending, after);
        }
    }

    /** Writes only the rows of one type again. Returns the exit code. */
    int runForType(Contract contract) throws IOException, SQLException {
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.startWithoutInbox(pipelineConfig())) {
            stop.onTimeout(pipeline::abandon);
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            PipelineMonitor monitor = new PipelineMonitor(pipeline, line::show, stop::await);
            RunEnding ending = monitor.runUntilDrained(stallTimeout); // what the last run has left
            if (ending == RunEnding.DRAINED) {
                line.end();
                TypeReset reset = new TypeReset(pipeline.target(), catalog, contract);
                reset.check();
                reset.run(out::println);
                ending = monitor.runUntilDrained(stallTimeout);
            }
            line.end();
            return finish(pipeline, ending, target -> List.of());
        }
    }

    /** Completes a rebuild that was interrupted or requested. Returns the exit code. */
    int complete() throws IOException, SQLException {
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.startWithoutInbox(pipelineConfig())) {
            stop.onTimeout(pipeline::abandon);
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            RunEnding ending = new PipelineMonitor(pipeline, line::show, stop::await).runUntilDrained(stallTimeout);
            line.end();
            return finish(pipeline, ending, target -> List.of());
        }
    }

    private int finish(Pipeline pipeline, RunEnding ending, ResultInspector after) throws IOException, SQLException {
        RunVerdict verdict = pipeline.verdict(ending);
        if (ending != RunEnding.DRAINED) {
            out.println(incomplete);
            return VerdictPrinter.print(verdict, out);
        }
        List<String> problems = new ArrayList<>(verdict.problems());
        PipelineTarget target = pipeline.target();
        problems.addAll(after.inspect(target));
        ProgressLine progress = new ProgressLine(out, Terminal.isInteractive());
        AuditReport report = Audit.run(target, catalog, AuditConfig.DEFAULT, progress::show);
        progress.end();
        AuditReportPrinter.printFindings(report, out);
        if (report.isBalanced()) {
            HomeErasure.verified(new Home(home));
        } else {
            problems.add("The audit found %,d differences, which are listed above.".formatted(report.total()));
        }
        return VerdictPrinter.print(problems, out);
    }

    /** Uses the ports of the last run (0), so that a sink elsewhere can reconnect. */
    private PipelineConfig pipelineConfig() {
        return new PipelineConfig(
                null, home, contracts, null, new ServicePorts(0, 0, 0), ConnectorsConfig.DEFAULT, given);
    }
}
