package dev.wherry.generator.api;

import dev.wherry.generator.DayRange;
import java.time.Duration;
import java.util.Objects;

/**
 * The configuration of the API.
 *
 * @param host the address to listen on
 * @param port 0 for any free port
 * @param key what requests must send as x-api-key
 * @param seed the same seed gives the same documents
 * @param perDay documents of each type and day
 * @param inclusive whether a page begins with the document that its cursor names
 * @param errors the share of requests that are answered with 502
 * @param slow the share of requests that are answered after the delay
 */
public record ApiConfig(
        String host,
        int port,
        String key,
        long seed,
        DayRange days,
        int perDay,
        boolean inclusive,
        double errors,
        double slow,
        Duration delay) {
    public ApiConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(days, "days");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the API key is empty");
        }
        if (perDay < 1 || perDay > 100_000) {
            throw new IllegalArgumentException("the number of documents per day is " + perDay + ": use 1 to 100000");
        }
        if (errors >= 1) {
            throw new IllegalArgumentException("with only errors, nothing could be read: use less than 100%");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s:%d, %s..%s, %d per day, seed %d".formatted(host, port, days.from(), days.to(), perDay, seed);
    }
}
