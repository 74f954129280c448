package dev.wherry.connect.config;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validates the list of feeds. Their names become parts of topic names. */
public final class FeedNameValidator {
    public static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            FeedNameValidator::check, () -> "a list of distinct names of letters, digits, _ and -");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

    private FeedNameValidator() {}

    private static void check(String option, Object value) {
        List<?> feeds = (List<?>) value;
        if (feeds.isEmpty()) {
            throw new ConfigException(option, value, "must name at least one feed");
        }
        for (Object feed : feeds) {
            if (!NAME.matcher(feed.toString()).matches()) {
                throw new ConfigException(
                        option, value, "'" + feed + "' is not a valid feed name: use letters, digits, _ and -");
            }
        }
        if (feeds.stream().distinct().count() < feeds.size()) {
            throw new ConfigException(option, value, "names a feed more than once");
        }
    }
}
