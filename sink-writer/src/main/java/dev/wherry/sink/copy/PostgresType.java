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
                case SMALLINT -> new Scalar("smallint", 21, ScalarEncoders::smallint);
                case INTEGER -> new Scalar("integer", 23, ScalarEncoders::integer);
                case BIGINT -> new Scalar("bigint", 20, ScalarEncoders::bigint);
                case NUMERIC -> new Scalar("numeric", 1700, new NumericEncoder());
                case DOUBLE -> new Scalar("double precision", 701, ScalarEncoders::doublePrecision);
                case BOOLEAN -> new Scalar("boolean", 16, ScalarEncoders::bool);
                case TEXT -> new Scalar("text", 25, ScalarEncoders::text);
                case UUID -> new Scalar("uuid", 2950, ScalarEncoders::uuid);
                case DATE -> new Scalar("date", 1082, new DateEncoder());
                case TIMESTAMPTZ -> new Scalar("timestamp with time zone", 1184, new TimestamptzEncoder());
                case JSONB -> new Scalar("jsonb", 3802, ScalarEncoders::jsonb);
                case BYTEA -> new Scalar("bytea", 17, ScalarEncoders::bytea);
            };
        }
    }
}
