package dev.wherry.streams;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads options from a properties file and from the environment, which goes first: that is where containers get theirs. What they refer to
 * is put in.
 */
final class ConfigLoader {
    private static final Logger log = LoggerFactory.getLogger(ConfigLoader.class);
    /** {@code WHERRY_STATE_DIR} is {@code state.dir}; where a setting of Kafka has an underscore, its variable has two. */
    private static final String ENVIRONMENT_PREFIX = "WHERRY_";

    private ConfigLoader() {}

    /**
     * The options as given, not yet checked.
     *
     * @throws InvalidConfigException if the file cannot be read, or what options refer to is not there
     */
    static Map<String, String> read(Optional<Path> file, Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        file.ifPresent(path -> readInto(options, path));
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                putInto(options, variable, value);
            }
        });
        List<String> faults = new ArrayList<>();
        Map<String, String> complete = new PlaceholderResolver(environment).putInto(options, faults);
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return complete;
    }

    /** Others set variables, too: Kubernetes sets WHERRY_PORT and more of them for a service named wherry. */
    private static void putInto(Map<String, String> options, String variable, String value) {
        String name = optionName(variable);
        if (StreamsAppConfig.isOption(name)) {
            options.put(name, value);
        } else {
            log.warn("The environment variable {} is no option, and is left out.", variable);
        }
    }

    private static void readInto(Map<String, String> options, Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidConfigException(List.of("the configuration file " + file + " cannot be read (" + unreadable
                    + "); name a readable properties file"));
        }
        properties
                .stringPropertyNames()
                .forEach(name -> options.put(name, properties.getProperty(name).strip()));
    }

    private static String optionName(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("_", ".")
                .replace("..", "_");
    }
}
