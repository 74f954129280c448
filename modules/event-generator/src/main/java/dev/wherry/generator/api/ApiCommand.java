package dev.wherry.generator.api;

import dev.wherry.generator.DayRange;
import dev.wherry.generator.DurationText;
import dev.wherry.generator.Share;
import dev.wherry.generator.UntilStopped;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code generate api}. */
@Command(
        name = "api",
        description = "Serves a paged HTTP API of payments until stopped: the six types of examples/zingest.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A request is a POST with the header x-api-key and the body",
            "  {\"created\": \"2020-05-19\", \"type\": \"charge\", \"limit\": 100, \"starting_after\": \"ch_...\"}",
            "The answer is a JSON array of 0 to limit documents. limit is 10 (the default) to 100; starting_after is the id",
            "of the last document of the page before, and absent for the first page. Types: balance_transaction, charge,",
            "customer, dispute, event, refund."
        })
public final class ApiCommand implements Callable<Integer> {
    static final String KEY_VARIABLE = "API_KEY";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port = 18090;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "A file with the key that requests must send. Default: the variable " + KEY_VARIABLE + ".")
    private Path keyFile;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same documents. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--days",
            required = true,
            paramLabel = "A..B",
            converter = DayRange.Converter.class,
            description = "The days that have documents: 2020-05-19..2020-05-25, or one day.")
    private DayRange days;

    @Option(
            names = "--per-day",
            paramLabel = "N",
            description = "Documents of each type and day. Default: ${DEFAULT-VALUE}.")
    private int perDay = 100;

    @Option(
            names = "--inclusive",
            description = "Begin a page with the document that starting_after names, not with the one behind it.")
    private boolean inclusive;

    @Option(
            names = "--errors",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "The share of requests that are answered with 502, such as 20%%. Default: 0.")
    private double errors;

    @Option(
            names = "--slow",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "The share of requests that are answered late. Default: 0.")
    private double slow;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How late these are answered. Default: 2s.")
    private Duration delay = Duration.ofSeconds(2);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Stop after this time: 60s, 5m, 2h. Default: at Ctrl-C.")
    private Duration duration;

    @Option(
            names = "--truth",
            paramLabel = "DIR",
            description = "Write what the tables of examples/zingest must hold once all days are read to DIR, as CSV.")
    private Path truth;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ApiConfig config = config();
        try (UntilStopped end = new UntilStopped();
                ApiServer server = ApiServer.start(config)) {
            if (truth != null) {
                server.saveTruth(truth);
            }
            out.printf("The API listens on %s%n", server.url());
            out.flush();
            end.await(Optional.ofNullable(duration));
            out.printf("%d requests were answered, %d of them with 502%n", server.requests(), server.errors());
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().printf("The API cannot be served on %s:%d: %s%n", host, port, e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private ApiConfig config() {
        try {
            return new ApiConfig(host, port, key(), seed, days, perDay, inclusive, errors, slow, delay);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String key() {
        if (keyFile == null) {
            String key = System.getenv(KEY_VARIABLE);
            if (key == null) {
                throw new IllegalArgumentException("There is no API key: set the variable " + KEY_VARIABLE
                        + ", or name a file with --api-key-file");
            }
            return key;
        }
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("The API key cannot be read from " + keyFile + ": " + e, e);
        }
    }
}
