package dev.wherry.cli;

import dev.wherry.embedded.Attachment;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The services that {@link ServiceOptions} name, for as long as a command needs them. */
final class ServiceConnection implements AutoCloseable {
    private static final String PASSWORD = "WHERRY_DATABASE_PASSWORD";

    private final PipelineTarget target;
    private final List<Attachment> attached;

    private ServiceConnection(PipelineTarget target, List<Attachment> attached) {
        this.target = target;
        this.attached = attached;
    }

    static ServiceConnection of(ServiceOptions options) throws IOException {
        return options.home == null ? of(options.cluster) : ofHome(options.home);
    }

    private static ServiceConnection ofHome(Path home) {
        LogFile.to(new Home(home));
        Attachment kafka = EmbeddedKafka.attach(home);
        try {
            Attachment database = EmbeddedDatabase.attach(home);
            return new ServiceConnection(HomeTarget.of(kafka, database), List.of(kafka, database));
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed;
        }
    }

    private static ServiceConnection of(ServiceOptions.Cluster cluster) throws IOException {
        if (cluster.databaseUrl.contains("password=")) {
            throw new UsageException("--database-url holds a password, which every user of this machine can see: put it"
                    + " into the variable " + PASSWORD + " or a file.");
        }
        return new ServiceConnection(
                new PipelineTarget(
                        kafka(cluster.bootstrapServers, cluster.kafkaConfig),
                        cluster.databaseUrl,
                        cluster.databaseUser,
                        password(cluster),
                        true),
                List.of());
    }

    /**
     * Settings of Kafka's clients.
     *
     * @param further a file with more of them; null if there are none
     */
    static Map<String, String> kafka(String bootstrapServers, Path further) throws IOException {
        Map<String, String> kafka = further == null ? new HashMap<>() : properties(further);
        kafka.put("bootstrap.servers", bootstrapServers);
        return kafka;
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static String password(ServiceOptions.Cluster cluster) throws IOException {
        if (cluster.passwordFile == null) {
            return Optional.ofNullable(System.getenv(PASSWORD)).orElse("");
        }
        List<String> lines = Files.readAllLines(cluster.passwordFile);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    PipelineTarget target() {
        return target;
    }

    @Override
    public void close() {
        attached.forEach(Attachment::close);
    }
}
