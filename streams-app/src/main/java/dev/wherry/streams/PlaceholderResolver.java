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
 * Puts in what options only refer to, so that a password need not stand among them: {@code ${file:/path:key}},
 * {@code ${directory:/path:file}} and {@code ${env:NAME}}, by Kafka's own config providers.
 */
final class PlaceholderResolver {
    private static final String REMEDY =
            "; write ${file:/path:key}, ${directory:/path:file} or ${env:NAME} for what there is";

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

    /** The options with everything put in. What cannot be is added to the faults, by its name and never by a value. */
    Map<String, String> putInto(Map<String, String> options, List<String> faults) {
        Map<String, String> complete = new HashMap<>();
        options.forEach((name, value) -> complete.put(name, putInto(name, value, faults)));
        return complete;
    }

    private String putInto(String name, String value, List<String> faults) {
        try {
            String complete = transformer.transform(Map.of(name, value)).data().get(name);
            ConfigTransformer.DEFAULT_PATTERN
                    .matcher(value)
                    .results()
                    .filter(variable -> providers.containsKey(variable.group(1)))
                    .map(MatchResult::group)
                    .filter(complete::contains)
                    .forEach(variable -> faults.add(name + " refers to " + variable + ", which is not there" + REMEDY));
            return complete;
        } catch (KafkaException unreadable) {
            faults.add(name + " refers to what cannot be read (" + unreadable.getMessage() + ")" + REMEDY);
            return value;
        }
    }
}
