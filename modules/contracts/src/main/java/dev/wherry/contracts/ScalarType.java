package dev.wherry.contracts;

/** PostgreSQL's types that a column can have. {@code BYTEA} is for {@link Lineage#VERSION} alone. */
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
