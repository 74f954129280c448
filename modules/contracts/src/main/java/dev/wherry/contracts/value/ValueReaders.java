package dev.wherry.contracts.value;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.ScalarType;

/** Creates the reader of a column type. */
public final class ValueReaders {
    private ValueReaders() {}

    /** @param time the format of timestamps */
    public static ValueReader of(ColumnType type, TimeFormat time) {
        ValueReader scalar = scalar(type.scalar(), time);
        return type.array() ? new ArrayReader(scalar) : scalar;
    }

    private static ValueReader scalar(ScalarType type, TimeFormat time) {
        return switch (type) {
            case SMALLINT -> IntegralReader.SMALLINT;
            case INTEGER -> IntegralReader.INTEGER;
            case BIGINT -> IntegralReader.BIGINT;
            case NUMERIC -> new NumericReader();
            case DOUBLE -> new DoubleReader();
            case BOOLEAN -> new BooleanReader();
            case TEXT -> new TextReader();
            case UUID -> new UuidReader();
            case DATE -> new DateReader();
            case TIMESTAMPTZ -> new TimestampReader(time);
            case JSONB -> new JsonbReader();
            case BYTEA -> throw new IllegalArgumentException("bytea columns are not filled from events");
        };
    }
}
