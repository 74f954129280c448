package dev.wherry.connect.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options that a feed can have for itself, as {@code feed.<feed>.<option>}.
 *
 * @param common all options of the connector, without those of single feeds
 * @param list the option that lists the feeds
 * @param options the common options that a feed can have for itself
 */
public record FeedOptions(ConfigDef common, String list, List<String> options) {
    private static final String PREFIX = "feed.";

    public FeedOptions {
        options = List.copyOf(options);
    }

    /** The name of an option of one feed. */
    public static String of(String feed, String option) {
        return PREFIX + feed + "." + option;
    }

    /** All options of the connector, with those of the given feeds. */
    public ConfigDef definition(Map<String, String> given) {
        ConfigDef definition = new ConfigDef(common);
        Stream.of(given.getOrDefault(list, "").split(","))
                .map(String::trim)
                .filter(feed -> !feed.isEmpty())
                .distinct()
                .forEach(feed -> options.forEach(option -> define(feed, option, definition)));
        return definition;
    }

    private void define(String feed, String option, ConfigDef definition) {
        ConfigDef.ConfigKey key = common.configKeys().get(option);
        definition.define(
                of(feed, option),
                key.type,
                null,
                ConfigDef.LambdaValidator.with(
                        (name, value) -> {
                            if (value != null && key.validator != null) {
                                key.validator.ensureValid(name, value);
                            }
                        },
                        () -> key.validator == null ? "" : key.validator.toString()),
                key.importance,
                "As " + option + ", for the feed " + feed + " alone.");
    }

    /** Validates each given option by itself, and Connect's own settings. */
    public Config validate(Map<String, String> given) {
        Config validation = new Config(definition(given).validate(given));
        WorkerRequirements.validate(given, validation);
        unknown(given)
                .forEach(option -> WorkerRequirements.addError(
                        validation,
                        option,
                        given.get(option),
                        "is not an option of a feed in the list feeds; a feed can have " + describe()));
        return validation;
    }

    /** The given options of feeds that do not exist, and unknown options of feeds. */
    public List<String> unknown(Map<String, String> given) {
        Set<String> known = definition(given).names();
        return given.keySet().stream()
                .filter(option -> option.startsWith(PREFIX) && !known.contains(option))
                .sorted()
                .toList();
    }

    /** For messages. */
    public String describe() {
        return options.stream().map(option -> of("<feed>", option)).collect(Collectors.joining(", "));
    }
}
