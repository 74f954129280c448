package dev.wherry.streams.topology;

import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.Outcome;
import java.util.Optional;

/**
 * The key of a counter of one file in the store of counts: {@code feed|outcome||reading}, which no {@link LedgerKey} is.
 *
 * @param reading the id of the reading
 */
record FileCounterKey(String feed, Outcome outcome, String reading) {
    private static final String SEPARATOR = "||";

    static String text(String feed, Outcome outcome, String reading) {
        return feed + '|' + outcome.label() + SEPARATOR + reading;
    }

    /** Empty if it is another key. */
    static Optional<FileCounterKey> parse(String text) {
        int end = text.indexOf(SEPARATOR);
        int feedEnd = text.indexOf('|');
        return end < 0 || feedEnd >= end
                ? Optional.empty()
                : Optional.of(new FileCounterKey(
                        text.substring(0, feedEnd),
                        Outcome.ofLabel(text.substring(feedEnd + 1, end)),
                        text.substring(end + SEPARATOR.length())));
    }
}
