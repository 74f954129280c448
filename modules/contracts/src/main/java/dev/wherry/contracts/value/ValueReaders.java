package dev.wherry.contracts.value;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.ScalarType;
import java.util.Optional;

/** Creates the reader of a column type. */
public final class ValueReaders {
    private ValueReaders() {}

    /**
     * @param time the contract's
     * @param ofColumn the column's own, if it has one
     */
    public static ValueReader of(ColumnType type, TimeFormat time, Optional<TimeFormat> ofColumn) {
        ValueReader scalar = scalar(type.scalar(), time, ofColumn);
        return type.array() ? new ArrayReader(scalar) : scalar;
    }

    private static ValueReader scalar(ScalarType type, TimeFormat time, Optional<TimeFormat> ofColumn) {
        return switch (type) {
            case SMALLINT -> IntegralReader.SMALLINT;
            case INTEGER -> IntegralReader.INTEGER;
            case BIGINT -> IntegralReader.BIGINT;
            case NUMERIC -> new NumericReader();
            case DOUBLE -> new DoubleReader();
            case BOOLEAN -> new BooleanReader();
            case TEXT -> new TextReader();
            case UUID -> new UuidReader();
            case DATE -> new DateReader(ofColumn);
            case TIMESTAMPTZ -> new TimestampReader(ofColumn.orElse(time));
            case JSONB -> new JsonbReader();
            case BYTEA -> throw new IllegalArgumentException("bytea columns are not filled from events");
        };
    }
}
