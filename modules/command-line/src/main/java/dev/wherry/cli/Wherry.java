package dev.wherry.cli;

import dev.wherry.generator.EventGenerator;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code wherry} command. */
@Command(
        name = "wherry",
        description = "Ferries event files into PostgreSQL exactly once, in whatever order they arrive.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SqlCommand.class,
            ConsumeCommand.class,
            FilesCommand.class,
            ReceiptCommand.class,
            ContractsCommand.class,
            ConnectorsCommand.class,
            BackfillCommand.class,
            EventGenerator.class,
            TruthCommand.class,
            AuditCommand.class,
            RebuildCommand.class,
            EraseCommand.class,
            PruneCommand.class,
            QuarantineCommand.class,
            TransactionsCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 success, 1 failure, 2 invalid command line, contracts or environment,",
            "3 not everything is as it should be: the books, rejected rows, unread files, a changed contract, a hanging",
            "transaction, or a run stopped before its end; a sentence for each says what to do."
        })
public final class Wherry implements Runnable {
    @Spec
    private CommandSpec spec;

    private Wherry() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        StopSignal.exit(execute(utf8(System.out), utf8(System.err), arguments));
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Runs a command line and returns its exit code: see {@link ExitCode}. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        int code = new CommandLine(new Wherry())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new FailurePrinter())
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
        out.flush();
        err.flush();
        return code;
    }
}
