package dev.wherry.connect.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param named options of which there are as many as names; their values may be secret
 */
public record FeedOptions(ConfigDef common, String list, List<String> options, List<Named> named) {
    private static final String PREFIX = "feed.";

    /**
     * Options that differ in their names.
     *
     * @param prefix what they start with, before the name
     */
    public record Named(String prefix, String description) {}

    public FeedOptions {
        options = List.copyOf(options);
        named = List.copyOf(named);
    }

    public FeedOptions(ConfigDef common, String list, List<String> options) {
        this(common, list, options, List.of());
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
                .forEach(feed -> {
                    options.forEach(option -> define(feed, option, definition));
                    named.forEach(each -> defineNamed(of(feed, each.prefix()), each, given, definition));
                });
        named.forEach(each -> defineNamed(each.prefix(), each, given, definition));
        return definition;
    }

    private static void defineNamed(String prefix, Named options, Map<String, String> given, ConfigDef definition) {
        given.keySet().stream()
                .filter(option -> option.startsWith(prefix) && option.length() > prefix.length())
                .filter(option -> !definition.names().contains(option))
                .sorted()
                .forEach(option -> definition.define(
                        option,
                        ConfigDef.Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Importance.MEDIUM,
                        options.description()));
    }

    /** The values of the options with a prefix by their names: those of the feed, and of all feeds. */
    public static SortedMap<String, String> named(String feed, String prefix, Map<String, ?> given) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String start : List.of(prefix, of(feed, prefix))) {
            given.forEach((option, value) -> {
                if (option.startsWith(start) && option.length() > start.length()) {
                    values.put(option.substring(start.length()), String.valueOf(value));
                }
            });
        }
        return values;
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
        References.unresolved(given)
                .forEach((option, fault) -> WorkerRequirements.addError(validation, option, given.get(option), fault));
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
        return Stream.concat(options.stream(), named.stream().map(each -> each.prefix() + "<name>"))
                .map(option -> of("<feed>", option))
                .collect(Collectors.joining(", "));
    }
}
