package dev.wherry.contracts;

import java.util.OptionalLong;

/** Validates the raw events of one feed. */
public interface EventValidator {
    /**
     * Returns a verdict for any input; never throws because of an event's content.
     *
     * @param event the event's bytes; null if the record had no value
     * @param fullSize the event's full size if {@code event} is only its beginning; such an event is {@code oversize}
     */
    Verdict validate(byte[] event, OptionalLong fullSize);
}
