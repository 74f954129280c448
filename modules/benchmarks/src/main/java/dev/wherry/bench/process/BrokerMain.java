package dev.wherry.bench.process;

import dev.wherry.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** A broker by itself. Its argument is its home; when it is ready it says its address. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Console console = Console.take();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0)) {
            console.serve(kafka.bootstrapServers(), question -> Beans.sum(question.get(1), question.get(2)));
        }
        System.exit(0);
    }
}
