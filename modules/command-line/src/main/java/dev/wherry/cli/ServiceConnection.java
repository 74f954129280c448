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

/** A connection to the services that {@link ServiceOptions} specify, open for the time of a command. */
final class ServiceConnection implements AutoCloseable {
    private static final String PASSWORD_VARIABLE = "WHERRY_DATABASE_PASSWORD";

    private final PipelineTarget target;
    private final List<Attachment> attachments;

    private ServiceConnection(PipelineTarget target, List<Attachment> attachments) {
        this.target = target;
        this.attachments = attachments;
    }

    static ServiceConnection open(ServiceOptions options) throws IOException {
        return options.home == null ? openCluster(options.cluster) : openHome(options.home);
    }

    private static ServiceConnection openHome(Path home) {
        LogFile.use(new Home(home));
        Attachment kafka = EmbeddedKafka.attach(home);
        try {
            Attachment database = EmbeddedDatabase.attach(home);
            return new ServiceConnection(HomeTarget.of(kafka, database), List.of(kafka, database));
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
    }

    private static ServiceConnection openCluster(ServiceOptions.Cluster cluster) throws IOException {
        if (cluster.databaseUrl.contains("password=")) {
            throw new UsageException(
                    "--database-url contains a password, which every user of this machine can see: put it"
                            + " into the variable " + PASSWORD_VARIABLE + " or a file.");
        }
        return new ServiceConnection(
                new PipelineTarget(
                        clientConfig(cluster.bootstrapServers, cluster.kafkaConfig),
                        cluster.databaseUrl,
                        cluster.databaseUser,
                        password(cluster),
                        true),
                List.of());
    }

    /**
     * The settings of Kafka clients.
     *
     * @param additional a properties file with additional settings; null for none
     */
    static Map<String, String> clientConfig(String bootstrapServers, Path additional) throws IOException {
        Map<String, String> config = additional == null ? new HashMap<>() : properties(additional);
        config.put("bootstrap.servers", bootstrapServers);
        return config;
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
            return Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).orElse("");
        }
        List<String> lines = Files.readAllLines(cluster.passwordFile);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    PipelineTarget target() {
        return target;
    }

    @Override
    public void close() {
        attachments.forEach(Attachment::close);
    }
}
