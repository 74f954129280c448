package dev.wherry.bench.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.embedded.EmbeddedConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A Connect worker with exactly-once support by itself. Its arguments are the broker's address and a name for its topics. It
 * takes {@code put NAME FILE}, with the configuration as JSON, {@code delete NAME}, {@code pause NAME}, {@code resume NAME} and
 * {@code sum BEANS ATTRIBUTE}.
 */
public final class ConnectMain {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ConnectMain() {}

    public static void main(String[] arguments) throws IOException {
        Console console = Console.take();
        try (EmbeddedConnect connect = EmbeddedConnect.start(arguments[0], arguments[1], 0)) {
            console.serve(connect.rest().toString(), question -> switch (question.get(0)) {
                case "put" -> {
                    connect.put(question.get(1), configuration(Path.of(question.get(2))));
                    connect.awaitRunning(question.get(1), PATIENCE);
                    yield "";
                }
                case "delete" -> {
                    connect.delete(question.get(1));
                    yield "";
                }
                case "pause" -> {
                    connect.pause(question.get(1));
                    yield "";
                }
                case "resume" -> {
                    connect.resume(question.get(1));
                    yield "";
                }
                case "sum" -> Beans.sum(question.get(1), question.get(2));
                default -> throw new IllegalArgumentException(question.toString());
            });
        }
        System.exit(0);
    }

    static Map<String, String> configuration(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
    }
}
