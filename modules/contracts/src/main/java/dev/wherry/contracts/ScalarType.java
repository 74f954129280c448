package dev.wherry.contracts;

/** The types of columns in contracts. {@code BYTEA} is reserved for {@link Lineage#VERSION}. */
public enum ScalarType {
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    NUMERIC("numeric"),
    DOUBLE("double precision"),
    BOOLEAN("boolean"),
    TEXT("text"),
    UUID("uuid"),
    DATE("date"),
    TIMESTAMPTZ("timestamp with time zone"),
    JSONB("jsonb"),
    BYTEA("bytea");

    private final String sqlName;

    ScalarType(String sqlName) {
        this.sqlName = sqlName;
    }

    /** The name of the PostgreSQL type, as {@code format_type} returns it. */
    public String sqlName() {
        return sqlName;
    }
}
