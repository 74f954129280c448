package dev.wherry.http.feed;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is read page by page, and has a progress: a feed, one value of its list, or one day of these.
 *
 * @param each null for a feed without a list of values
 * @param day null for a feed without days
 */
record Scope(String feed, String each, LocalDate day) {
    /** The name of its source partitions. */
    String name() {
        return Stream.of(feed, each, day)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }

    /** What the raw records call the file. */
    String file(int page) {
        return Stream.of(each, day, String.format(Locale.ROOT, "%06d", page))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }

    /** For messages. */
    @Override
    public String toString() {
        return name();
    }
}
