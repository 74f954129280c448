package dev.wherry.cli;

import dev.wherry.generator.DurationText;
import dev.wherry.operations.connectors.BackfillRequest;
import dev.wherry.operations.connectors.ConnectRestClient;
import dev.wherry.wire.source.DayRange;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a running connector read other days of a feed. */
@Command(
        name = "backfill",
        description = "Lets the running connector of a feed read other days, besides those of its feed file. What was"
                + " published before is not published again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The connector goes on as before. `wherry run --days A..B --once` reads days without a running connector.",
            "Example: wherry backfill orders --days 2019-04-01..2019-04-07 --connect http://connect:8083"
        })
final class BackfillCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FEED", description = "A feed that is read from beyond the disk and has days.")
    private String feed;

    @Option(
            names = "--days",
            required = true,
            paramLabel = "A..B",
            description = "The days: 2019-04-01..2019-04-07, or one day. They replace those of the last backfill.")
    private String days;

    @Option(
            names = "--connect",
            paramLabel = "URL",
            description = "The REST endpoint of a worker. Default: ${DEFAULT-VALUE}.")
    private URI connect = URI.create("http://127.0.0.1:18083");

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "The maximum wait for workers and tasks. Default: 2m.")
    private Duration timeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DayRange range = ConnectorOptions.days(days);
        ConnectRestClient client = new ConnectRestClient(connect, timeout);
        String connector = new BackfillRequest(feed, range, Instant.now()).send(client);
        client.awaitRunning(List.of(connector));
        out.println("%s also reads the days %s of the feed %s.".formatted(connector, range, feed));
        return ExitCode.OK;
    }
}
