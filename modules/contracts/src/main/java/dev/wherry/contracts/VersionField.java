package dev.wherry.contracts;

import dev.wherry.contracts.value.TimeFormat;

/**
 * One part of a version: its location and its ordering. An absent or null value sorts before all others.
 *
 * @param time how a timestamp is written; without effect on other fields
 */
public record VersionField(FieldPath from, As as, TimeFormat time) {
    /** The type by which a version field is ordered; {@code TEXT} is ordered by code point. */
    public enum As {
        TIMESTAMP,
        INTEGER,
        TEXT
    }
}
