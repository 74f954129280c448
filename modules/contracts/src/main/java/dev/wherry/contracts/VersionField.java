package dev.wherry.contracts;

/** One part of a version: its location and its ordering. An absent or null value sorts before all others. */
public record VersionField(FieldPath from, As as) {
    /** The type by which a version field is ordered; {@code TEXT} is ordered by code point. */
    public enum As {
        TIMESTAMP,
        INTEGER,
        TEXT
    }
}
