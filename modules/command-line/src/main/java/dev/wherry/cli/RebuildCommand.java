package dev.wherry.cli;

import dev.wherry.pipeline.PipelineMonitor;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.audit.StateDigest;
import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.ServicePorts;
import dev.wherry.generator.DurationText;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.pipeline.EmbeddedStreamsConfig;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeTarget;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes everything anew from the raw topics. */
@Command(
        name = "rebuild",
        description =
                "Takes back what was made of the raw events, the streams app's state, its topics and the tables' rows,"
                        + " and makes it anew from the raw topics; then audits it. Killed in the midst of it, either `rebuild` or"
                        + " `run` goes on. On a cluster it takes back only, and the streams app makes anew when it is started again."
                        + " Exits with 3 if the audit finds differences.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: wherry rebuild --home data/home"})
final class RebuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private ServiceOptions services;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description = "On a cluster: the streams app's application.id. Default: ${DEFAULT-VALUE}.")
    private String applicationId = EmbeddedStreamsConfig.APPLICATION_ID;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Give up when nothing has moved for that long. Default: 2m.")
    private Duration stallTimeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.load(contracts.directory);
        return services.home == null ? takeBack(catalog, out) : rebuild(catalog, out);
    }

    private int takeBack(Catalog catalog, PrintWriter out) throws IOException, SQLException {
        try (ServiceConnection open = ServiceConnection.of(services)) {
            new PipelineReset(open.target(), catalog, applicationId).run(step -> {
                out.println(step);
                out.flush();
            });
        }
        out.println("Now delete state.dir wherever the streams app has run, and start it again.");
        return ExitCode.FINE;
    }

    private int rebuild(Catalog catalog, PrintWriter out) throws IOException, SQLException {
        Home home = new Home(services.home);
        if (!Files.isDirectory(home.root())) {
            throw new UsageException(
                    "There is no home " + home.root() + ": name the one that the pipeline has run on.");
        }
        LogFile.to(home);
        boolean cutShort = new RebuildMarker(home.rebuilding()).isSet();
        SortedMap<String, String> before = new TreeMap<>();
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.rebuild(pipelineConfig(), target -> {
                    if (cutShort) {
                        out.println(
                                "An earlier rebuild was cut short; what there was before it is not known any more.");
                    } else {
                        before.putAll(StateDigest.of(target, catalog));
                        print("before", before, before, out);
                    }
                })) {
            stop.whenLate(pipeline::abandon);
            StatusLine line = new StatusLine(out, Terminal.isOne());
            if (!new PipelineMonitor(pipeline, line, stop).untilDrained(stallTimeout)) {
                out.println("Not everything is in the warehouse yet; `wherry run` goes on with it.");
                return ExitCode.NOT_BALANCED;
            }
            PipelineTarget target = HomeTarget.of(pipeline.services());
            print("after ", StateDigest.of(target, catalog), before, out);
            ProgressLine progress = new ProgressLine(out, Terminal.isOne());
            AuditReport report = Audit.run(target, catalog, AuditConfig.DEFAULT, progress::show);
            progress.end();
            AuditReportPrinter.print(report, out);
            return report.balances() ? ExitCode.FINE : ExitCode.NOT_BALANCED;
        }
    }

    private static void print(
            String when, SortedMap<String, String> digests, SortedMap<String, String> before, PrintWriter out) {
        digests.forEach((what, digest) -> out.println("%s %-20s %s%s"
                .formatted(
                        when,
                        what,
                        digest,
                        before.isEmpty() || digest.equals(before.get(what)) ? "" : "  not as before")));
        out.flush();
    }

    /** On the ports of the last run, so that a sink elsewhere finds the services where they were. */
    private PipelineConfig pipelineConfig() {
        return new PipelineConfig(
                null, services.home, contracts.directory, null, new ServicePorts(0, 0, 0), ConnectorsConfig.DEFAULT);
    }
}
