package dev.wherry.s3.feed;

import java.time.LocalDate;

/**
 * What is listed at once, and has a progress: a feed, or one of its days.
 *
 * @param day null for a feed without days
 */
record Scope(String feed, LocalDate day) {
    /** The name of its source partitions. */
    String name() {
        return day == null ? feed : feed + "/" + day;
    }
}
