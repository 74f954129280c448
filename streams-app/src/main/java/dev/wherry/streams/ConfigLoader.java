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
 * Loads options from a properties file and from environment variables, which take precedence, and resolves
 * placeholders.
 */
final class ConfigLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigLoader.class);
    /**
     * {@code WHERRY_STATE_DIR} sets {@code state.dir}. A double underscore stands for an underscore of a Kafka
     * setting.
     */
    private static final String ENVIRONMENT_PREFIX = "WHERRY_";

    private ConfigLoader() {}

    /**
     * The options, not yet validated.
     *
     * @throws InvalidConfigException if the file cannot be read or a placeholder cannot be resolved
     */
    static Map<String, String> load(Optional<Path> file, Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        file.ifPresent(path -> loadFile(options, path));
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                putVariable(options, variable, value);
            }
        });
        List<String> problems = new ArrayList<>();
        Map<String, String> resolved = new PlaceholderResolver(environment).resolve(options, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return resolved;
    }

    /** Ignores unknown variables: Kubernetes sets WHERRY_PORT and others for a service named wherry. */
    private static void putVariable(Map<String, String> options, String variable, String value) {
        String name = optionName(variable);
        if (StreamsAppConfig.isOption(name)) {
            options.put(name, value);
        } else {
            LOG.warn("Ignoring the environment variable {}: it does not name an option.", variable);
        }
    }

    private static void loadFile(Map<String, String> options, Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidConfigException(List.of("the configuration file " + file + " cannot be read (" + unreadable
                    + "); specify a readable properties file"));
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
