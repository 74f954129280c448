package dev.wherry.contracts;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a feed's events come from, if not from its directory in the inbox. */
public sealed interface FeedSource {
    /**
     * A bucket of an S3-compatible store.
     *
     * @param options of the connector for such stores, by name, without those that every source has
     */
    record S3(SortedMap<String, String> options) implements FeedSource {
        public S3 {
            options = new TreeMap<>(options);
        }

        /** Whether it reads a range of days. */
        public boolean hasDays() {
            return options.containsKey(DAYS_FROM);
        }

        /** The same bucket with another range of days. */
        public S3 withDays(String from, String to) {
            SortedMap<String, String> changed = new TreeMap<>(options);
            changed.putAll(Map.of(DAYS_FROM, from, DAYS_TO, to));
            return new S3(changed);
        }

        /** Credentials may be among the options. */
        @Override
        public String toString() {
            return "S3 bucket " + Objects.toString(options.get("bucket"), "");
        }
    }

    /** The option with the first day. */
    String DAYS_FROM = "days.from";

    /** The option with the last day. */
    String DAYS_TO = "days.to";
}
