package dev.wherry.contracts;

/** What the bytes of an event say about its key, whether or not the event is valid. */
public sealed interface EventKey {
    /** @param key as in {@link Verdict.Valid} */
    record Found(byte[] key) implements EventKey {}

    /** The event is of another type. */
    record OtherType() implements EventKey {}

    /** The bytes are no complete JSON document, or the key is absent or has another type. */
    record Unreadable() implements EventKey {}
}
