package dev.wherry.bench.process;

import dev.wherry.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** A broker by itself. Its argument is its home; when it is ready it says its address. */
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
