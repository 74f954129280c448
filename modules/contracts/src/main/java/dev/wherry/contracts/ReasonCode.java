package dev.wherry.contracts;

import java.util.Locale;

/**
 * The kinds of reasons that Wherry itself gives for an invalid event. Beside these, every keyword of JSON Schema is a code:
 * {@code required}, {@code enum}, {@code pattern} and so on.
 */
public enum ReasonCode {
    EMPTY("The event has no bytes, or only white space: often a file whose writer died before its first write."),
    OVERSIZE("The event is larger than the source's `event.max.bytes`; only its beginning is kept in the quarantine."),
    NOT_UTF8("The bytes are no UTF-8. JSON between systems is UTF-8 (RFC 8259)."),
    MALFORMED_JSON("The bytes are no JSON document: cut off, followed by something else, or not JSON at all."),
    DUPLICATE_KEY("An object holds the same key twice, so that nobody can say which value counts."),
    TOO_DEEP("Objects and arrays are nested deeper than 256."),
    NUMBER_TOO_LONG("A number is written with more than 150,000 characters."),
    UNKNOWN_TYPE("No contract of the feed matches the event."),
    AMBIGUOUS_TYPE("More than one contract of the feed matches the event."),
    SCHEMA_UNCHECKED(
            "The schema cannot be checked on this event: it runs out of stack, mostly in a `pattern` with nested repetition."),
    MISSING_KEY("A part of the contract's key is absent or null."),
    KEY_TOO_LONG("The key is longer than 2,000 bytes; PostgreSQL's index could not hold it."),
    TYPE("The value's JSON type does not fit the schema, the column or the version field."),
    OUT_OF_RANGE("The value has the right type but lies outside of what the column's type holds."),
    NUL_CHARACTER("A text holds U+0000, which PostgreSQL can store neither in `text` nor in `jsonb`."),
    LONE_SURROGATE("A text holds one half of a surrogate pair, which is no character."),
    UUID_FORMAT("The text is no UUID of 32 hexadecimal digits in groups of 8-4-4-4-12."),
    DATE_FORMAT("The text is no date such as 2026-11-21."),
    TIMESTAMP_FORMAT("The text is not written as the contract's `time` says."),
    MORE_REASONS("The event has more reasons than are kept; this one says how many.");

    private final String meaning;

    ReasonCode(String meaning) {
        this.meaning = meaning;
    }

    /** The code as it stands in the quarantine: snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the code means, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** A reason of this kind. */
    public Reason at(String pointer, String message) {
        return new Reason(code(), pointer, message);
    }
}
