package dev.wherry.sink.batch;

import dev.wherry.sink.copy.PostgresType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table that rows are written to, and how.
 *
 * @param fields the columns whose values come with a row, in the order of the row's values
 * @param stamped the columns that are set to the transaction's time
 * @param key the columns of the primary key
 * @param onConflict what happens to a row whose key the table holds already
 * @param guard the column of the version, if {@code onConflict} looks at it
 */
public record Table(
        String name,
        List<Field> fields,
        List<String> stamped,
        List<String> key,
        OnConflict onConflict,
        Optional<String> guard) {
    public Table {
        fields = List.copyOf(fields);
        stamped = List.copyOf(stamped);
        key = List.copyOf(key);
        if (guard.isPresent() != (onConflict == OnConflict.REPLACE_UNLESS_NEWER)) {
            throw new IllegalArgumentException("a guard belongs to " + OnConflict.REPLACE_UNLESS_NEWER);
        }
    }

    /** A column whose value comes with a row. */
    public record Field(String name, PostgresType type) {}

    /** What happens to a row whose key the table holds already. */
    public enum OnConflict {
        /** The row that is held stays. */
        KEEP,
        /** The new row replaces it. */
        REPLACE,
        /**
         * The new row replaces it unless that has a greater version. An equal version replaces: ties are decided before
         * the sink, so within one version the later record is the right one.
         */
        REPLACE_UNLESS_NEWER
    }

    public List<PostgresType> types() {
        return fields.stream().map(Field::type).toList();
    }

    /** Every column that is written, outside of the key. */
    public List<String> replaced() {
        return Stream.concat(fields.stream().map(Field::name), stamped.stream())
                .filter(column -> !key.contains(column))
                .toList();
    }
}
