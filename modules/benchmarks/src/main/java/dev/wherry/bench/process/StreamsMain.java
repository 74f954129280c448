package dev.wherry.bench.process;

import dev.wherry.contracts.Catalog;
import dev.wherry.streams.StreamsPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Runs the streams app with its defaults. Arguments: the address of the broker, the directory of contracts, a directory for state,
 * and the application id. Ready when its tasks are assigned. Command: {@code keys TYPE}.
 */
public final class StreamsMain {
    private static final long PAUSE_MS = 20;

    private StreamsMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        CommandLoop commands = CommandLoop.open();
        Map<String, String> options = new HashMap<>();
        options.put("bootstrap.servers", arguments[0]);
        options.put("state.dir", arguments[2]);
        options.put("application.id", arguments[3]);
        try (StreamsPipeline pipeline = StreamsPipeline.start(Catalog.load(Path.of(arguments[1])), options)) {
            while (pipeline.state() != KafkaStreams.State.RUNNING) {
                pipeline.failure().ifPresent(failure -> {
                    throw new IllegalStateException(failure);
                });
                Thread.sleep(PAUSE_MS);
            }
            commands.serve("", command -> Long.toString(pipeline.keys(command.get(1))));
        }
        System.exit(0);
    }
}
