package dev.wherry.contracts;

/** A column's type: a scalar, or a one-dimensional array of it, written {@code text[]} in a contract. */
public record ColumnType(ScalarType scalar, boolean array) {
    /** The name of the PostgreSQL type, as {@code format_type} returns it. */
    public String sqlName() {
        return scalar.sqlName() + (array ? "[]" : "");
    }
}
