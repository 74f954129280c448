package dev.wherry.source;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Feeds become parts of topic names, which is why their names are plain. */
final class FeedNameValidator {
    static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            FeedNameValidator::check, () -> "a list of names of letters, digits, _ and -, each once");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

    private FeedNameValidator() {}

    private static void check(String option, Object value) {
        List<?> feeds = (List<?>) value;
        if (feeds.isEmpty()) {
            throw new ConfigException(option, value, "names no feed");
        }
        for (Object feed : feeds) {
            if (!NAME.matcher(feed.toString()).matches()) {
                throw new ConfigException(
                        option, value, "'" + feed + "' is no name of a feed: use letters, digits, _ and -");
            }
        }
        if (feeds.stream().distinct().count() < feeds.size()) {
            throw new ConfigException(option, value, "names a feed twice");
        }
    }
}
