package dev.wherry.bench.process;

import dev.wherry.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a broker. Argument: its home. Prints its address when it is ready. Command: {@code sum MBEANS ATTRIBUTE}. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0)) {
            commands.serve(kafka.bootstrapServers(), JmxMetrics::answer);
        }
        System.exit(0);
    }
}
