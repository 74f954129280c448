package dev.wherry.sink.copy;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.ScalarType;

/** A column type in PostgreSQL: its SQL name and the encoder of its values. */
public final class PostgresType {
    private final String sqlName;
    private final Encoder encoder;

    private PostgresType(String sqlName, Encoder encoder) {
        this.sqlName = sqlName;
        this.encoder = encoder;
    }

    public static PostgresType of(ColumnType type) {
        Scalar scalar = Scalar.of(type.scalar());
        return type.array()
                ? new PostgresType(scalar.sqlName + "[]", new ArrayEncoder(scalar.oid, scalar.encoder))
                : new PostgresType(scalar.sqlName, scalar.encoder);
    }

    public static PostgresType of(ScalarType type) {
        return of(new ColumnType(type, false));
    }

    /** The name as {@code format_type} returns it, so that it can be compared with the catalog. */
    public String sqlName() {
        return sqlName;
    }

    Encoder encoder() {
        return encoder;
    }

    /** @param oid a constant, from PostgreSQL's {@code pg_type.dat} */
    private record Scalar(String sqlName, int oid, Encoder encoder) {
        static Scalar of(ScalarType type) {
            return switch (type) {
                case SMALLINT -> new Scalar(type.sqlName(), 21, ScalarEncoders::smallint);
                case INTEGER -> new Scalar(type.sqlName(), 23, ScalarEncoders::integer);
                case BIGINT -> new Scalar(type.sqlName(), 20, ScalarEncoders::bigint);
                case NUMERIC -> new Scalar(type.sqlName(), 1700, new NumericEncoder());
                case DOUBLE -> new Scalar(type.sqlName(), 701, ScalarEncoders::doublePrecision);
                case BOOLEAN -> new Scalar(type.sqlName(), 16, ScalarEncoders::bool);
                case TEXT -> new Scalar(type.sqlName(), 25, ScalarEncoders::text);
                case UUID -> new Scalar(type.sqlName(), 2950, ScalarEncoders::uuid);
                case DATE -> new Scalar(type.sqlName(), 1082, new DateEncoder());
                case TIMESTAMPTZ -> new Scalar(type.sqlName(), 1184, new TimestamptzEncoder());
                case JSONB -> new Scalar(type.sqlName(), 3802, ScalarEncoders::jsonb);
                case BYTEA -> new Scalar(type.sqlName(), 17, ScalarEncoders::bytea);
            };
        }
    }
}
