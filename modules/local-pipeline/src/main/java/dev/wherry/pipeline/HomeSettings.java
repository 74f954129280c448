package dev.wherry.pipeline;

import dev.wherry.embedded.ServiceException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What a home remembers of its last run, so that every command on it uses the same contracts and services. Never a
 * password.
 *
 * @param id identifies the home to a given Kafka cluster
 * @param contracts the directory of the contracts; empty before the first run
 * @param kafkaClusterId the cluster that holds the home's topics; empty if Kafka is embedded
 */
public record HomeSettings(String id, Optional<Path> contracts, GivenServices given, Optional<String> kafkaClusterId) {
    private static final String ID = "id";
    private static final String CONTRACTS = "contracts";
    private static final String DATABASE_URL = "database.url";
    private static final String DATABASE_USER = "database.user";
    private static final String DATABASE_PASSWORD_FILE = "database.password.file";
    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final String KAFKA_CONFIG = "kafka.config.file";
    private static final String KAFKA_CLUSTER_ID = "kafka.cluster.id";

    /**
     * The settings of a home; without contracts and given services if no pipeline ran on it.
     *
     * @throws ServiceException if they cannot be read
     */
    public static HomeSettings of(Home home) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(home.settings())) {
            file.load(reader);
        } catch (NoSuchFileException neverRun) {
            // all settings are absent
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ServiceException("The file " + home.settings() + " cannot be read (" + unreadable
                    + "): make it readable, or delete it and repeat the options of the last `wherry run`.");
        }
        return new HomeSettings(
                get(file, ID).orElseGet(() -> UUID.randomUUID().toString()),
                get(file, CONTRACTS).map(Path::of),
                new GivenServices(kafka(file), database(file)),
                get(file, KAFKA_CLUSTER_ID));
    }

    private static Optional<GivenKafka> kafka(Properties file) {
        return get(file, BOOTSTRAP_SERVERS)
                .map(servers -> new GivenKafka(servers, get(file, KAFKA_CONFIG).map(Path::of)));
    }

    private static Optional<GivenDatabase> database(Properties file) {
        return get(file, DATABASE_URL)
                .map(url -> new GivenDatabase(
                        url,
                        get(file, DATABASE_USER).orElse(""),
                        get(file, DATABASE_PASSWORD_FILE).map(Path::of)));
    }

    private static Optional<String> get(Properties file, String name) {
        return Optional.ofNullable(file.getProperty(name));
    }

    /** Stores the settings atomically. */
    void save(Home home) throws IOException {
        Properties file = new Properties();
        file.putAll(Map.of(ID, id));
        contracts.ifPresent(directory -> file.setProperty(CONTRACTS, directory.toString()));
        given.kafka().ifPresent(kafka -> {
            file.setProperty(BOOTSTRAP_SERVERS, kafka.bootstrapServers());
            kafka.config().ifPresent(config -> file.setProperty(KAFKA_CONFIG, config.toString()));
        });
        kafkaClusterId.ifPresent(cluster -> file.setProperty(KAFKA_CLUSTER_ID, cluster));
        given.database().ifPresent(database -> {
            file.setProperty(DATABASE_URL, database.url());
            file.setProperty(DATABASE_USER, database.user());
            database.passwordFile().ifPresent(path -> file.setProperty(DATABASE_PASSWORD_FILE, path.toString()));
        });
        Path fresh = home.settings().resolveSibling(home.settings().getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            file.store(writer, "Written by `wherry run`. Without database.*, the embedded database is used.");
        }
        Files.move(fresh, home.settings(), StandardCopyOption.ATOMIC_MOVE);
    }
}
