package dev.wherry.source;

import dev.wherry.source.feed.Feed;
import dev.wherry.split.FileNamePatterns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which files of an inbox a connector reads, and how, as its options say.
 *
 * @param feeds by the name of the feed, in the order of the option
 * @param outsideFeeds the names that are left alone in the inbox itself
 */
public record InboxPatterns(Map<String, FileNamePatterns> feeds, FileNamePatterns outsideFeeds) {
    public InboxPatterns {
        feeds = Collections.unmodifiableMap(new LinkedHashMap<>(feeds));
    }

    /**
     * Interprets the configuration of a connector without starting it.
     *
     * @throws ConfigException if the connector would reject it, with all reasons
     */
    public static InboxPatterns of(Map<String, String> connectorConfig) {
        String errors = new FileSourceConnector()
                .validate(connectorConfig).configValues().stream()
                        .flatMap(option -> option.errorMessages().stream())
                        .collect(Collectors.joining("; "));
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        FileSourceConfig config = new FileSourceConfig(connectorConfig);
        Map<String, FileNamePatterns> feeds = new LinkedHashMap<>();
        for (Feed feed : config.feeds()) {
            feeds.put(feed.name(), feed.patterns());
        }
        return new InboxPatterns(feeds, config.ignoredOutsideFeeds());
    }
}
