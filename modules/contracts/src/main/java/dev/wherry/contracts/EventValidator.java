package dev.wherry.contracts;

import dev.wherry.wire.HeaderReader;
import org.jspecify.annotations.Nullable;

/** Validates the raw events of one feed. */
public interface EventValidator {
    /**
     * Returns a verdict for any record; never throws because of its content.
     *
     * @param value the record's value; null if it has none
     * @param headers the record's headers, which say what the value is
     */
    Verdict validate(byte @Nullable [] value, HeaderReader headers);
}
