package dev.wherry.sink.copy;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.ScalarType;

/** What a column's type is in PostgreSQL: its name there, and how its values go over the wire. */
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

    /** As {@code format_type} writes it, so that it can be compared with the catalog. */
    public String sqlName() {
        return sqlName;
    }

    Encoder encoder() {
        return encoder;
    }

    /** The object ids are fixed: PostgreSQL's {@code pg_type.dat}. */
    private record Scalar(String sqlName, int oid, Encoder encoder) {
        static Scalar of(ScalarType type) {
            return switch (type) {
                case SMALLINT -> new Scalar("smallint", 21, new SmallintEncoder());
                case INTEGER -> new Scalar("integer", 23, new IntegerEncoder());
                case BIGINT -> new Scalar("bigint", 20, new BigintEncoder());
                case NUMERIC -> new Scalar("numeric", 1700, new NumericEncoder());
                case DOUBLE -> new Scalar("double precision", 701, new DoubleEncoder());
                case BOOLEAN -> new Scalar("boolean", 16, new BooleanEncoder());
                case TEXT -> new Scalar("text", 25, new TextEncoder());
                case UUID -> new Scalar("uuid", 2950, new UuidEncoder());
                case DATE -> new Scalar("date", 1082, new DateEncoder());
                case TIMESTAMPTZ -> new Scalar("timestamp with time zone", 1184, new TimestamptzEncoder());
                case JSONB -> new Scalar("jsonb", 3802, new JsonbEncoder());
                case BYTEA -> new Scalar("bytea", 17, new ByteaEncoder());
            };
        }
    }
}
