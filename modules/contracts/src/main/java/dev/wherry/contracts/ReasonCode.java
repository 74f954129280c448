package dev.wherry.contracts;

import java.util.Locale;

/**
 * The reason codes that Wherry itself assigns to invalid events. In addition, every keyword of JSON Schema is a code:
 * {@code required}, {@code enum}, {@code pattern} and so on.
 */
public enum ReasonCode {
    EMPTY("The event has no bytes or only whitespace: often a file whose writer died before its first write."),
    OVERSIZE("The event is larger than the source's `event.max.bytes`; the quarantine keeps only its beginning."),
    NOT_UTF8("The bytes are not valid UTF-8, the encoding of a feed that declares no other."),
    BAD_ENCODING("The bytes are not valid in the encoding that the feed file declares."),
    MALFORMED_JSON("The bytes are not a JSON document: truncated, followed by other content, or not JSON at all."),
    DUPLICATE_KEY("An object contains the same key more than once, so its value is ambiguous."),
    TOO_DEEP("Objects and arrays are nested deeper than 256 levels."),
    NUMBER_TOO_LONG("A number is longer than 150,000 characters."),
    BAD_HEADER("The header of a CSV file has an empty or duplicate name, or is missing; nothing of the file is read."),
    RAGGED_ROW("The row of a CSV file has more or fewer cells than there are columns."),
    BAD_CELL("A quoted cell of a CSV row is not closed, or is followed by other characters."),
    BAD_ARRAY("A file of the format `array` is not what the format takes; nothing behind this place is read."),
    BAD_COMPRESSION("A compressed file is truncated, corrupt or followed by other bytes."),
    UNKNOWN_FORMAT("The record's header `wherry.format` is not known: a newer source wrote it."),
    UNKNOWN_FAULT("The record's header `wherry.fault` is not known: a newer source wrote it."),
    UNKNOWN_TYPE("No contract of the feed matches the event."),
    AMBIGUOUS_TYPE("More than one contract of the feed matches the event."),
    SCHEMA_UNCHECKED("The schema check ran out of stack on this event, usually in a `pattern` with nested repetition."),
    UNDECLARED_PROPERTY(
            "The object has properties that the schema does not declare, and the contract says `extra: quarantine`."),
    NO_SNAPSHOT("The contract says `snapshot`, but the event is not a part of a file that has all rows."),
    SNAPSHOT_REFUSED(
            "The file is a full snapshot that deletes nothing, because it cannot be trusted; its rows were taken."),
    MISSING_KEY("A part of the contract's key is absent or null."),
    DUPLICATE_ELEMENT("Two elements of an array have the same key in the contract's `children`."),
    KEY_TOO_LONG("The key is longer than 2,000 bytes, too long for a PostgreSQL index."),
    TYPE("The value's JSON type does not fit the schema, the column or the version field."),
    OUT_OF_RANGE("The value has the right type but is outside the range of the column's type."),
    NUL_CHARACTER("A string contains U+0000, which PostgreSQL can store neither in `text` nor in `jsonb`."),
    LONE_SURROGATE("A string contains half of a surrogate pair, which is not a character."),
    UUID_FORMAT("The string is not a UUID of 32 hexadecimal digits in groups of 8-4-4-4-12."),
    DATE_FORMAT("The string is not a date such as 2026-11-21."),
    TIMESTAMP_FORMAT("The string does not have the format that the contract's `time` declares."),
    MORE_REASONS("The event has more reasons than are kept; the message gives the number of those left out.");

    private final String meaning;

    ReasonCode(String meaning) {
        this.meaning = meaning;
    }

    /** The code as stored in the quarantine: snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the code means, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** A reason of this kind. */
    public Reason reason(String pointer, String message) {
        return new Reason(code(), pointer, message);
    }
}
