package dev.wherry.contracts;

import java.util.OptionalLong;

/** Says what the raw events of one feed are. */
public interface EventValidator {
    /**
     * Never throws for anything that an event holds.
     *
     * @param event the event's bytes; null where the record had no value
     * @param fullSize the event's full size where {@code event} is only its beginning, which makes it {@code oversize}
     */
    Verdict validate(byte[] event, OptionalLong fullSize);
}
