package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The {@link Encoder}s of types whose binary form needs at most two writes. {@link PostgresType} refers to them. */
final class ScalarEncoders {
    private static final int JSONB_FORMAT_VERSION = 1;

    private ScalarEncoders() {}

    /** From Short. */
    static void smallint(Object value, CopyBuffer out) {
        out.int16((Short) value);
    }

    /** From Integer. */
    static void integer(Object value, CopyBuffer out) {
        out.int32((Integer) value);
    }

    /** From Long. */
    static void bigint(Object value, CopyBuffer out) {
        out.int64((Long) value);
    }

    /** From Double. Preserves every bit pattern except that of a NaN. */
    static void doublePrecision(Object value, CopyBuffer out) {
        out.int64(Double.doubleToLongBits((Double) value));
    }

    /** From Boolean. */
    static void bool(Object value, CopyBuffer out) {
        out.int8((Boolean) value ? 1 : 0);
    }

    /** From String. PostgreSQL rejects a NUL character with SQLSTATE 22021. */
    static void text(Object value, CopyBuffer out) {
        out.bytes(((String) value).getBytes(StandardCharsets.UTF_8));
    }

    /** From UUID. */
    static void uuid(Object value, CopyBuffer out) {
        UUID uuid = (UUID) value;
        out.int64(uuid.getMostSignificantBits());
        out.int64(uuid.getLeastSignificantBits());
    }

    /** From a String of JSON: a version byte, then the text, which the server parses. */
    static void jsonb(Object value, CopyBuffer out) {
        out.int8(JSONB_FORMAT_VERSION);
        out.bytes(((String) value).getBytes(StandardCharsets.UTF_8));
    }

    /** From byte[]. */
    static void bytea(Object value, CopyBuffer out) {
        out.bytes((byte[]) value);
    }
}
