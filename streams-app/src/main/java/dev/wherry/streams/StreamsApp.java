package dev.wherry.streams;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.streams.topics.UnsuitableTopicsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/**
 * The streams app as a program: {@code wherry-streams-app [--config FILE]}. Environment variables {@code WHERRY_…} set
 * options, too.
 */
public final class StreamsApp {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    StreamsApp(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new StreamsApp(System.getenv(), System.out, System.err)
                .run(List.of(arguments))
                .number());
    }

    ExitCode run(List<String> arguments) {
        if (arguments.equals(List.of("--help"))) {
            out.print(usage());
            return ExitCode.OK;
        }
        try {
            runUntilStopped(ConfigLoader.load(configFile(arguments), environment));
            return ExitCode.OK;
        } catch (InvalidConfigException
                | InvalidContractsException
                | ContractsChangedException
                | UnsuitableTopicsException
                | KafkaException
                | CompletionException failed) {
            FatalError error = FatalError.of(failed instanceof CompletionException ? failed.getCause() : failed);
            err.println(error.message());
            return error.exitCode();
        }
    }

    @SuppressWarnings("try") // the endpoint is only closed
    private static void runUntilStopped(Map<String, String> options) {
        StreamsAppConfig config = StreamsAppConfig.of(options);
        Catalog catalog = Catalog.load(Path.of(config.getString(StreamsAppConfig.CONTRACTS)));
        String address = config.getString(StreamsAppConfig.HEALTH_ADDRESS);
        try (StreamsPipeline pipeline = StreamsPipeline.start(catalog, options);
                HealthEndpoint health = address == null ? null : HealthEndpoint.start(address, pipeline::state)) {
            Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "stop"));
            pipeline.ended().join();
        }
    }

    private static Optional<Path> configFile(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        if (arguments.size() == 2 && arguments.get(0).equals("--config")) {
            return Optional.of(Path.of(arguments.get(1)));
        }
        throw new InvalidConfigException(List.of(
                "unknown arguments " + String.join(" ", arguments) + "; use --config FILE, --help or no arguments"));
    }

    private static String usage() {
        return """
                Usage: wherry-streams-app [--config FILE]
                Validates raw events and keeps the latest state of every key, from Kafka to Kafka.
                Options come from FILE (properties) and from the environment, which takes precedence: WHERRY_STATE_DIR sets state.dir.
                %s
                Exit codes: 0 stopped on request, 1 failed, 2 invalid options, contracts or topics.
                """.formatted(OptionTable.text());
    }
}
