package dev.wherry.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Resolves {@code ${wherry:name}} in the configurations of connectors from the worker's own configuration, which exists in
 * memory only. So no secret is stored in Connect's topics, shown by its REST interface, or written to a file.
 *
 * <p>Connect instantiates this class by its name.
 */
public final class WorkerSecrets implements ConfigProvider {
    private static final String NAME = "wherry";

    private Map<String, String> secrets = Map.of();

    /** The reference to a secret in the configuration of a connector. */
    public static String reference(String secret) {
        return "${" + NAME + ":" + secret + "}";
    }

    /** Worker settings that provide these secrets, and those in variables and files that feed files refer to. */
    static Map<String, String> settings(Map<String, String> secrets) {
        Map<String, String> settings = new HashMap<>();
        settings.put("config.providers", NAME + ",env,file");
        settings.put("config.providers.env.class", EnvVarConfigProvider.class.getName());
        settings.put("config.providers.file.class", FileConfigProvider.class.getName());
        settings.put("config.providers." + NAME + ".class", WorkerSecrets.class.getName());
        secrets.forEach((name, value) -> settings.put("config.providers." + NAME + ".param." + name, value));
        return settings;
    }

    @Override
    public void configure(Map<String, ?> parameters) {
        Map<String, String> given = new HashMap<>();
        parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
        secrets = given;
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(secrets);
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> requested = new HashMap<>(secrets);
        requested.keySet().retainAll(keys);
        return new ConfigData(requested);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
