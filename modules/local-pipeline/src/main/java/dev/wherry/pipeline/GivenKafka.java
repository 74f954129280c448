package dev.wherry.pipeline;

import dev.wherry.embedded.ServiceException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A Kafka cluster that is used instead of the embedded broker.
 *
 * @param config a properties file with further client settings, such as {@code security.protocol}
 */
public record GivenKafka(String bootstrapServers, Optional<Path> config) {
    public GivenKafka {
        config = config.map(file -> file.toAbsolutePath().normalize());
    }

    /**
     * The settings of clients. Reads the file each time.
     *
     * @throws ServiceException if the file cannot be read
     */
    public Map<String, String> clientSettings() {
        Map<String, String> settings = new HashMap<>();
        config.map(GivenKafka::load).ifPresent(file -> file.stringPropertyNames()
                .forEach(name -> settings.put(name, file.getProperty(name).strip())));
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ServiceException("The Kafka settings cannot be read (" + unreadable
                    + "): name a readable properties file with --kafka-config.");
        }
    }
}
