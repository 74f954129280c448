package dev.wherry.sink.batch;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.copy.PostgresType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table to which rows are written, and how conflicts are resolved.
 *
 * @param fields the columns whose values are part of a row, in the order of the row's values; the last may be
 *     {@link #KEY_FIELD} and {@link #VERSION_FIELD}, which are no columns of the table
 * @param loadTimeColumns the columns that are set to the time of the transaction
 * @param key the columns of the primary key
 * @param onConflict what happens to a row whose key exists
 * @param guardColumn the column that {@code onConflict} compares, if it compares one: the version, or in a history table the
 *     order of copies
 * @param content the columns in which two events with the same key and version must agree to be copies; only of event
 *     tables
 * @param children the tables whose rows are replaced and deleted together with those of this one; only of tables with
 *     versions
 */
public record TargetTable(
        TableName name,
        List<Field> fields,
        List<String> loadTimeColumns,
        List<String> key,
        OnConflict onConflict,
        Optional<String> guardColumn,
        List<String> content,
        List<ChildTarget> children) {
    /** The record's key, if the versions of the rows are in a table of their own. No contract may name a column so. */
    public static final String KEY_FIELD = "#key";

    /** The record's version, if the versions of the rows are in a table of their own. */
    public static final String VERSION_FIELD = "#version";

    public TargetTable {
        fields = List.copyOf(fields);
        loadTimeColumns = List.copyOf(loadTimeColumns);
        key = List.copyOf(key);
        content = List.copyOf(content);
        children = List.copyOf(children);
        boolean suitable =
                switch (onConflict) {
                    case REPLACE, KEEP_FIRST -> guardColumn.isEmpty();
                    case REPLACE_UNLESS_NEWER, REPLACE_UNLESS_EARLIER, DELETE_UNLESS_NEWER -> guardColumn.isPresent();
                    case KEEP -> true;
                };
        if (!suitable) {
            throw new IllegalArgumentException(onConflict + " does not go with the column " + guardColumn);
        }
    }

    /** A table that is not an event table. */
    public TargetTable(
            TableName name,
            List<Field> fields,
            List<String> loadTimeColumns,
            List<String> key,
            OnConflict onConflict,
            Optional<String> guardColumn) {
        this(name, fields, loadTimeColumns, key, onConflict, guardColumn, List.of(), List.of());
    }

    /** This table with child tables. */
    TargetTable withChildren(List<ChildTarget> tables) {
        return new TargetTable(name, fields, loadTimeColumns, key, onConflict, guardColumn, content, tables);
    }

    /** Whether the rows are deleted from the table instead of written to it. Their fields are key and version. */
    public boolean isDeletion() {
        return onConflict == OnConflict.DELETE_UNLESS_NEWER;
    }

    /** Whether each record is a row of its own. */
    public boolean isEventTable() {
        return onConflict == OnConflict.KEEP;
    }

    /** Whether a record makes older records of its key obsolete. */
    public boolean hasOneRowPerKey() {
        return switch (onConflict) {
            case REPLACE, REPLACE_UNLESS_NEWER, DELETE_UNLESS_NEWER -> true;
            case REPLACE_UNLESS_EARLIER, KEEP, KEEP_FIRST -> false;
        };
    }

    /** Whether the versions of the rows are in a table of their own. */
    public boolean keepsVersionsBeside() {
        return guardColumn.filter(VERSION_FIELD::equals).isPresent();
    }

    /**
     * A column whose value is part of a row.
     *
     * @param column the contract's; empty for a table of Wherry
     */
    public record Field(String name, PostgresType type, Optional<Column> column) {
        /** A column of a table of Wherry, or a field that is no column. */
        public Field(String name, PostgresType type) {
            this(name, type, Optional.empty());
        }

        /** A column of a contract's table. */
        public static Field of(Column column) {
            return new Field(column.name(), PostgresType.of(column.type()), Optional.of(column));
        }
    }

    /** What happens to a row whose key exists. */
    public enum OnConflict {
        /** The new row replaces the existing one. */
        REPLACE,
        /**
         * The new row replaces the existing one unless that has a greater version. An equal version replaces: the
         * streams app resolves ties, so of two records with the same version the later one is right.
         */
        REPLACE_UNLESS_NEWER,
        /** The new row replaces the existing one unless that has a smaller origin: both are copies of one event. */
        REPLACE_UNLESS_EARLIER,
        /** The existing row is deleted unless it has a greater version. No row is inserted. */
        DELETE_UNLESS_NEWER,
        /** The existing row stays, unless the table has versions and the new row has a greater one. */
        KEEP,
        /** The existing row stays; of several new rows, the first. */
        KEEP_FIRST
    }

    public List<PostgresType> types() {
        return fields.stream().map(Field::type).toList();
    }

    /** The fields that are columns of the table. */
    public List<Field> columns() {
        return keepsVersionsBeside() ? fields.subList(0, fields.size() - 2) : fields;
    }

    /** All columns that are written, except the key. */
    public List<String> updatedColumns() {
        return Stream.concat(columns().stream().map(Field::name), loadTimeColumns.stream())
                .filter(column -> !key.contains(column))
                .toList();
    }
}
