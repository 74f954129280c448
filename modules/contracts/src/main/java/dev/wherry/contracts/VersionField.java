package dev.wherry.contracts;

import dev.wherry.contracts.value.TimeFormat;
import java.util.Optional;

/**
 * One part of a version: its location and its ordering. An absent or null value sorts before all others.
 *
 * @param time the field's own, if it has one; else the contract's applies
 */
public record VersionField(FieldPath from, As as, Optional<TimeFormat> time) {
    /** The type by which a version field is ordered; {@code TEXT} is ordered by code point. */
    public enum As {
        TIMESTAMP,
        INTEGER,
        TEXT
    }
}
