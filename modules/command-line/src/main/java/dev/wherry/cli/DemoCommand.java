package dev.wherry.cli;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.generator.EventService;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.pipeline.PipelineMonitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demo of {@code ./rerun.sh}: the pipeline, and two services that write events for it. */
@Command(
        name = "demo",
        description = "Runs the users and cards services and the pipeline on their events, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "./rerun.sh runs this on data/events/inbox and data/home. `wherry run --help` explains the status line."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Card events per second. Default: the rate of the challenge, 5 to 9 every 1 to 2 s.")
    private Double rate;

    @Option(
            names = "--truth",
            paramLabel = "DIR",
            description =
                    "Write the expected final contents of the tables to users.csv and cards.csv in this directory.")
    private Path truth;

    @Override
    public Integer call() throws IOException {
        if (options.inbox == null) {
            throw new UsageException("--inbox is missing: name the directory to which the services write.");
        }
        LogFile.use(new Home(options.home));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting Kafka, Kafka Connect, PostgreSQL and the streams app ...");
        out.flush();
        try (StopSignal stop = new StopSignal();
                Pipeline pipeline = Pipeline.start(options.toConfig())) {
            stop.onTimeout(pipeline::abandon);
            run(pipeline, stop, out);
        }
        return ExitCode.OK;
    }

    private void run(Pipeline pipeline, StopSignal stop, PrintWriter out) throws IOException {
        EventService users = EventService.start(users());
        EventService cards = EventService.start(cards());
        try {
            printSuggestions(pipeline, out);
            StatusLine line = new StatusLine(out, Terminal.isInteractive());
            new PipelineMonitor(pipeline, new InboxNotices(out).after(line, pipeline), stop::await).runUntilStopped();
            line.end();
        } finally {
            out.println("Stopping ...");
            out.flush();
            users.close();
            cards.close();
        }
    }

    private GeneratorConfig users() {
        return withTruthFile(GeneratorConfig.users(options.inbox.resolve("users")), "users.csv")
                .build();
    }

    private GeneratorConfig cards() {
        GeneratorConfig.Builder cards = GeneratorConfig.cards(options.inbox.resolve("cards"));
        if (rate != null) {
            cards.rate(rate);
        }
        return withTruthFile(cards, "cards.csv").build();
    }

    private GeneratorConfig.Builder withTruthFile(GeneratorConfig.Builder service, String file) {
        return truth == null ? service : service.truthFile(truth.resolve(file));
    }

    private void printSuggestions(Pipeline pipeline, PrintWriter out) {
        String home = options.home.toString();
        out.println("""
                The pipeline is running. Try these commands in another terminal:

                  ./wherry sql --home %1$s "SELECT * FROM cards ORDER BY updated_at DESC LIMIT 5"
                  ./wherry sql --home %1$s "SELECT file, reasons FROM quarantine LIMIT 5"
                  ./wherry consume --home %1$s --max 3 raw.cards
                  ./wherry consume --home %1$s --max 3 invalid.cards

                Or use the tools of PostgreSQL and Kafka:

                  psql %2$s
                  kafka-console-consumer.sh --bootstrap-server %3$s --topic raw.cards --from-beginning --property print.headers=true
                  kafka-console-consumer.sh --bootstrap-server %3$s --topic invalid.cards --from-beginning --property print.headers=true

                Drop your own event files into %4$s/cards. The log is %5$s.
                Ctrl-C stops everything.
                """.formatted(
                        home,
                        psqlUrl(pipeline),
                        pipeline.target().kafka().get("bootstrap.servers"),
                        options.inbox,
                        new Home(options.home).log()));
        out.flush();
    }

    /** The password of the embedded database is no secret. */
    private static String psqlUrl(Pipeline pipeline) {
        return pipeline.given()
                .database()
                .map(given -> "-U %s '%s'".formatted(given.user(), given.url().replaceFirst("^jdbc:", "")))
                .orElseGet(() -> "postgresql://%s:%s@127.0.0.1:%d/%s"
                        .formatted(
                                EmbeddedDatabase.USER,
                                EmbeddedDatabase.PASSWORD,
                                pipeline.services().database().port(),
                                EmbeddedDatabase.DATABASE));
    }
}
