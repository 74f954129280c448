package dev.wherry.cli;

import dev.wherry.audit.Audit;
import dev.wherry.audit.AuditConfig;
import dev.wherry.audit.AuditReport;
import dev.wherry.contracts.Catalog;
import dev.wherry.generator.DurationText;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recounts everything. */
@Command(
        name = "audit",
        description =
                "Recounts the raw events from the beginning, recomputes what must have become of them, and compares"
                        + " that with the ledger, the state topics, the quarantine and the tables, one by one. Changes nothing."
                        + " Exits with 3 if anything differs.",
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

    @ArgGroup(multiplicity = "1")
    private ServiceOptions services;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Name so many differences; all are counted. Default: ${DEFAULT-VALUE}.")
    private int limit = AuditConfig.DEFAULT.limit();

    @Option(
            names = "--show-values",
            description =
                    "Also print the values of columns that differ. They are personal data, so that is not the default.")
    private boolean showValues;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Believe a difference when nothing has moved for that long; events may still be under way"
                    + " before. Default: 10s.")
    private Duration settle = AuditConfig.DEFAULT.settle();

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Report differences after that long even while the pipeline moves. Default: 5m.")
    private Duration patience = AuditConfig.DEFAULT.patience();

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.load(contracts.directory);
        try (ServiceConnection open = ServiceConnection.of(services)) {
            ProgressLine line = new ProgressLine(out, Terminal.isOne());
            AuditReport report =
                    Audit.run(open.target(), catalog, new AuditConfig(settle, patience, limit, showValues), line::show);
            line.end();
            AuditReportPrinter.print(report, out);
            return report.balances() ? ExitCode.FINE : ExitCode.NOT_BALANCED;
        }
    }
}
