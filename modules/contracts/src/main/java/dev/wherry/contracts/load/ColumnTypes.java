package dev.wherry.contracts.load;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.ScalarType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The names of column types and of lineage, and which goes with which. */
final class ColumnTypes {
    /** What cannot be a primary key here: double, because of its rounding; what has no canonical text. */
    private static final Set<ScalarType> NO_KEYS = EnumSet.of(ScalarType.DOUBLE, ScalarType.JSONB, ScalarType.BYTEA);

    private static final Map<Lineage, ScalarType> OF_LINEAGE = new EnumMap<>(Map.of(
            Lineage.FILE, ScalarType.TEXT,
            Lineage.OFFSET, ScalarType.BIGINT,
            Lineage.MODIFIED, ScalarType.TIMESTAMPTZ,
            Lineage.VERSION, ScalarType.BYTEA,
            Lineage.LOADED, ScalarType.TIMESTAMPTZ));

    private ColumnTypes() {}

    /** Every type by the name that it has in contracts. */
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

    /** Every lineage by the name that it has in contracts, {@code @} included. */
    static Map<String, Lineage> lineageByName() {
        Map<String, Lineage> lineage = new TreeMap<>();
        for (Lineage each : Lineage.values()) {
            lineage.put("@" + each.name().toLowerCase(Locale.ROOT), each);
        }
        return lineage;
    }

    static ColumnType of(Lineage lineage) {
        return new ColumnType(OF_LINEAGE.get(lineage), false);
    }

    static boolean canBeKey(ColumnType type) {
        return !type.array() && !NO_KEYS.contains(type.scalar());
    }

    static String name(ColumnType type) {
        return name(type.scalar()) + (type.array() ? "[]" : "");
    }

    private static String name(ScalarType scalar) {
        return scalar.name().toLowerCase(Locale.ROOT);
    }
}
