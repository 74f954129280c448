package dev.wherry.contracts;

/** One part of a version: where it stands and how it orders. An absent or null value orders before every other. */
public record VersionField(FieldPath from, As as) {
    /** How a version field orders. */
    public enum As {
        TIMESTAMP,
        INTEGER,
        TEXT
    }
}
