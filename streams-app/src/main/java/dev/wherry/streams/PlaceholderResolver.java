package dev.wherry.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Replaces placeholders in option values, so that secrets need not be stored with the options. Kafka's own config
 * providers resolve {@code ${file:/path:key}}, {@code ${directory:/path:file}} and {@code ${env:NAME}}.
 */
final class PlaceholderResolver {
    private static final String REMEDY =
            "; use ${file:/path:key}, ${directory:/path:file} or ${env:NAME} with an existing key, file or variable";

    private final Map<String, ConfigProvider> providers;
    private final ConfigTransformer transformer;

    PlaceholderResolver(Map<String, String> environment) {
        FileConfigProvider files = new FileConfigProvider();
        DirectoryConfigProvider directories = new DirectoryConfigProvider();
        EnvVarConfigProvider variables = new EnvVarConfigProvider(environment);
        this.providers = Map.of("file", files, "directory", directories, "env", variables);
        providers.values().forEach(provider -> provider.configure(Map.of()));
        this.transformer = new ConfigTransformer(providers);
    }

    /**
     * The options with their placeholders resolved.
     *
     * @param problems receives a message for each placeholder that cannot be resolved; messages contain no values
     */
    Map<String, String> resolve(Map<String, String> options, List<String> problems) {
        Map<String, String> resolved = new HashMap<>();
        options.forEach((name, value) -> resolved.put(name, resolve(name, value, problems)));
        return resolved;
    }

    private String resolve(String name, String value, List<String> problems) {
        try {
            String resolved = transformer.transform(Map.of(name, value)).data().get(name);
            ConfigTransformer.DEFAULT_PATTERN
                    .matcher(value)
                    .results()
                    .filter(placeholder -> providers.containsKey(placeholder.group(1)))
                    .map(MatchResult::group)
                    .filter(resolved::contains)
                    .forEach(placeholder ->
                            problems.add(name + " refers to " + placeholder + ", which does not exist" + REMEDY));
            return resolved;
        } catch (KafkaException unreadable) {
            problems.add(name + " refers to a value that cannot be read (" + unreadable.getMessage() + ")" + REMEDY);
            return value;
        }
    }
}
