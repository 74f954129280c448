package dev.wherry.wire.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the bytes of a raw record are no event, as the source found. It ends the file: nothing behind it is read.
 *
 * @param message what is wrong, without values of the event
 */
public record SourceFault(Code code, String message) {
    private static final String SEPARATOR = ": ";

    /** What is wrong. The names are reason codes of the quarantine. */
    public enum Code {
        /** The header of a CSV file has an empty or duplicate name, or there is none. */
        BAD_HEADER,
        /** A file of the format array is not what that format takes. */
        BAD_ARRAY,
        /** A compressed file is truncated, corrupt, or followed by other bytes. */
        BAD_COMPRESSION,
        /** A compressed file expands to more than is permitted. */
        OVERSIZE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The header's value: {@code code: message}. */
    public String toHeader() {
        return code.label() + SEPARATOR + message;
    }

    /** Reads a header's value; empty if {@link #toHeader} cannot have returned it. */
    public static Optional<SourceFault> ofHeader(String value) {
        int end = value.indexOf(SEPARATOR);
        return Arrays.stream(Code.values())
                .filter(code -> end >= 0 && code.label().equals(value.substring(0, end)))
                .map(code -> new SourceFault(code, value.substring(end + SEPARATOR.length())))
                .findFirst();
    }
}
