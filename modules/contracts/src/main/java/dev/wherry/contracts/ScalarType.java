package dev.wherry.contracts;

/** The PostgreSQL types of columns. {@code BYTEA} is reserved for {@link Lineage#VERSION}. */
public enum ScalarType {
    SMALLINT,
    INTEGER,
    BIGINT,
    NUMERIC,
    DOUBLE,
    BOOLEAN,
    TEXT,
    UUID,
    DATE,
    TIMESTAMPTZ,
    JSONB,
    BYTEA
}
