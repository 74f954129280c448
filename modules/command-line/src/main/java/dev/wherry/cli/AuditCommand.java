package dev.wherry.cli;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.contracts.Catalog;
import dev.wherry.generator.DurationText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audits the pipeline. */
@Command(
        name = "audit",
        description =
                "Recounts the raw events from the beginning, recomputes their outcomes, and compares the results with the"
                        + " ledger, the state topics, the quarantine and the tables. Read-only. Exits with 3 if anything differs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples: wherry audit --home data/home",
            "          WHERRY_DATABASE_PASSWORD=... wherry audit --bootstrap-servers kafka:9092 \\",
            "            --database-url jdbc:postgresql://warehouse:5432/dwh --database-user wherry --contracts /etc/wherry/contracts"
        })
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServiceOptions services = new ServiceOptions();

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The maximum number of differences to print; all are counted. Default: ${DEFAULT-VALUE}.")
    private int limit = AuditConfig.DEFAULT.limit();

    @Option(
            names = "--show-values",
            description = "Also print the values of differing columns. Off by default, because they are personal data.")
    private boolean showValues;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "Report a difference once the pipeline has been idle for this time; before that, events may be"
                            + " in flight. Default: 10s.")
    private Duration settle = AuditConfig.DEFAULT.settle();

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Report differences after this time even if the pipeline is busy. Default: 5m.")
    private Duration patience = AuditConfig.DEFAULT.patience();

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.load(contracts.directory(services.home));
        try (ServiceConnection connection = ServiceConnection.open(services)) {
            ProgressLine line = new ProgressLine(out, Terminal.isInteractive());
            AuditReport report = Audit.run(
                    connection.target(), catalog, new AuditConfig(settle, patience, limit, showValues), line::show);
            line.end();
            AuditReportPrinter.print(report, out);
            return report.isBalanced() ? ExitCode.OK : ExitCode.CHECK_FAILED;
        }
    }
}
