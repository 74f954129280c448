package dev.wherry.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/** The options that a feed can have for itself, as {@code feed.<feed>.<option>}. */
final class FeedOptions {
    private static final String PREFIX = "feed.";
    private static final List<String> OPTIONS = List.of(
            FileSourceConfig.FILES,
            FileSourceConfig.IGNORE,
            FileSourceConfig.FINISHED_AFTER_MS,
            FileSourceConfig.ON_FINISH,
            FileSourceConfig.ARCHIVE_DIRECTORY,
            FileSourceConfig.REMOVE_EMPTY_DIRECTORIES_AFTER_MS,
            FileSourceConfig.DOCUMENT_RECEIPTS);

    private FeedOptions() {}

    static String of(String feed, String option) {
        return PREFIX + feed + "." + option;
    }

    /** All options of the connector, with those of the given feeds. */
    static ConfigDef definition(Map<String, String> given) {
        ConfigDef definition = new ConfigDef(FileSourceConfig.DEFINITION);
        Stream.of(given.getOrDefault(FileSourceConfig.FEEDS, "").split(","))
                .map(String::trim)
                .filter(feed -> !feed.isEmpty())
                .distinct()
                .forEach(feed -> OPTIONS.forEach(option -> define(feed, option, definition)));
        return definition;
    }

    private static void define(String feed, String option, ConfigDef definition) {
        ConfigDef.ConfigKey common = FileSourceConfig.DEFINITION.configKeys().get(option);
        definition.define(
                of(feed, option),
                common.type,
                null,
                ConfigDef.LambdaValidator.with(
                        (name, value) -> {
                            if (value != null && common.validator != null) {
                                common.validator.ensureValid(name, value);
                            }
                        },
                        () -> common.validator == null ? "" : common.validator.toString()),
                common.importance,
                "As " + option + ", for the feed " + feed + " alone.");
    }

    /** The given options of feeds that do not exist, and unknown options of feeds. */
    static List<String> unknown(Map<String, String> given) {
        Set<String> known = definition(given).names();
        return given.keySet().stream()
                .filter(option -> option.startsWith(PREFIX) && !known.contains(option))
                .sorted()
                .toList();
    }

    /** For messages. */
    static String describe() {
        return OPTIONS.stream().map(option -> of("<feed>", option)).collect(Collectors.joining(", "));
    }
}
