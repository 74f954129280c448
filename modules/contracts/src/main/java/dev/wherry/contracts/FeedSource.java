package dev.wherry.contracts;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a feed's events come from, if not from its directory in the inbox. */
public sealed interface FeedSource {
    /** The option with the first day. */
    String DAYS_FROM = "days.from";

    /** The option with the last day. */
    String DAYS_TO = "days.to";

    /** The options of the connector for such sources, by name, without those that every source has. */
    SortedMap<String, String> options();

    /** The same source with other options beside or instead of its own. */
    FeedSource with(Map<String, String> others);

    /** Whether it reads a range of days. */
    default boolean hasDays() {
        return options().containsKey(DAYS_FROM);
    }

    /** A bucket of an S3-compatible store. */
    record S3(SortedMap<String, String> options) implements FeedSource {
        public S3 {
            options = new TreeMap<>(options);
        }

        @Override
        public S3 with(Map<String, String> others) {
            return new S3(merged(options, others));
        }

        /** Credentials may be among the options. */
        @Override
        public String toString() {
            return "S3 bucket " + Objects.toString(options.get("bucket"), "");
        }
    }

    /** A paged HTTP API. */
    record Http(SortedMap<String, String> options) implements FeedSource {
        public Http {
            options = new TreeMap<>(options);
        }

        @Override
        public Http with(Map<String, String> others) {
            return new Http(merged(options, others));
        }

        /** Credentials may be among the options. */
        @Override
        public String toString() {
            return "HTTP API " + Objects.toString(options.get("url"), "").split("\\?", 2)[0];
        }
    }

    private static SortedMap<String, String> merged(SortedMap<String, String> options, Map<String, String> others) {
        SortedMap<String, String> merged = new TreeMap<>(options);
        merged.putAll(others);
        return merged;
    }
}
