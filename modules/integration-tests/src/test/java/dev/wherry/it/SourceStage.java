package dev.wherry.it;

import static org.awaitility.Awaitility.await;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.streams.topics.PipelineTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The first stage in a JVM of its own: a broker, and a Connect worker with the file source. Ends when a file is archived. */
final class SourceStage {
    /** Printed once the source is running. */
    static final String RUNNING = "The source is running.";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private SourceStage() {}

    /** The arguments of {@link #main}. */
    static List<String> arguments(Path home, Path inbox, Path contracts, Path file) {
        return List.of(home.toString(), inbox.toString(), contracts.toString(), file.toString());
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path archive = home.resolve("archive");
        Catalog catalog = Catalog.load(Path.of(arguments[2]));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            try (Admin admin = Admin.create(new HashMap<>(kafka.clientSettings()))) {
                new PipelineTopics(catalog, 4, (short) 1, 16 << 20).ensure(admin);
            }
            try (EmbeddedConnect connect = EmbeddedConnect.start(kafka.bootstrapServers(), 0)) {
                connect.put(
                        ConnectorConfigs.SOURCE,
                        ConnectorConfigs.source(catalog, arguments[1], archive.toString(), ConnectorsConfig.DEFAULT));
                connect.awaitRunning(ConnectorConfigs.SOURCE, START_TIMEOUT);
                System.out.println(RUNNING);
                await().forever().until(() -> Files.exists(archive.resolve(arguments[3])));
            }
        }
    }
}
