package dev.wherry.contracts.load;

import static java.util.Objects.requireNonNull;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.ScalarType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names of column types and lineage in contracts, and the type of each lineage. */
final class ColumnTypes {
    /** Not allowed as a primary key: double because it rounds, the others because they have no canonical text. */
    private static final Set<ScalarType> NOT_KEYS = EnumSet.of(ScalarType.DOUBLE, ScalarType.JSONB, ScalarType.BYTEA);

    private static final Map<Lineage, ScalarType> OF_LINEAGE = new EnumMap<>(Map.of(
            Lineage.FILE, ScalarType.TEXT,
            Lineage.OFFSET, ScalarType.BIGINT,
            Lineage.LINE, ScalarType.BIGINT,
            Lineage.MODIFIED, ScalarType.TIMESTAMPTZ,
            Lineage.VERSION, ScalarType.BYTEA,
            Lineage.LOADED, ScalarType.TIMESTAMPTZ));

    private ColumnTypes() {}

    /** Every type by its name in contracts. */
    static Map<String, ColumnType> byName() {
        Map<String, ColumnType> types = new TreeMap<>();
        for (ScalarType scalar : ScalarType.values()) {
            types.put(name(scalar), new ColumnType(scalar, false));
            if (scalar != ScalarType.BYTEA) {
                types.put(name(scalar) + "[]", new ColumnType(scalar, true));
            }
        }
        return types;
    }

    /** Every lineage that contracts can name, by that name, including the {@code @}. */
    static Map<String, Lineage> lineageByName() {
        Map<String, Lineage> lineage = new TreeMap<>();
        for (Lineage each : OF_LINEAGE.keySet()) {
            lineage.put("@" + each.name().toLowerCase(Locale.ROOT), each);
        }
        return lineage;
    }

    static ColumnType of(Lineage lineage) {
        return new ColumnType(requireNonNull(OF_LINEAGE.get(lineage)), false);
    }

    /** The type that a column declares; empty if there is a fault. */
    static Optional<ColumnType> read(YamlMapping column) {
        return column.text("type").flatMap(text -> column.choose("type", text, byName()));
    }

    /**
     * Adds a fault unless the declared type is the only one that the column can have.
     *
     * @param source what fills the column, the subject of the fault
     */
    static void require(YamlMapping column, ColumnType declared, ColumnType only, String source) {
        if (!declared.equals(only)) {
            column.fault("type", source + " cannot have type " + name(declared), "write type: " + name(only));
        }
    }

    static boolean canBeKey(ColumnType type) {
        return !type.array() && !NOT_KEYS.contains(type.scalar());
    }

    static String name(ColumnType type) {
        return name(type.scalar()) + (type.array() ? "[]" : "");
    }

    private static String name(ScalarType scalar) {
        return scalar.name().toLowerCase(Locale.ROOT);
    }
}
