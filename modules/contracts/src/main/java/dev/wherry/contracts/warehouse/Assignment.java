package dev.wherry.contracts.warehouse;

import dev.wherry.contracts.Column;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How values of a contract's column become those of a table's column, which may have another type. A value that the table's
 * column cannot hold as it is raises an error: nothing is cut off or rounded, except for {@code real}, which rounds to the
 * nearest value as {@code double} does.
 */
public final class Assignment {
    /**
     * Creates the function that fails, with the SQLSTATE that it is given. Each connection that converts values needs it. Its
     * message does not contain the value.
     */
    public static final String CREATE_FUNCTION = """
            CREATE OR REPLACE FUNCTION pg_temp.wherry_unfit(state text) RETURNS boolean LANGUAGE plpgsql AS $function$
            BEGIN RAISE EXCEPTION 'a value does not fit its column' USING ERRCODE = state; END $function$""";

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
    /** Types in which different texts of the contract are one value. */
    private static final Set<String> FOLDING = Set.of("citext", "inet", "cidr", "time");

    /** Stands for the value in an expression. */
    private static final String VALUE = "VALUE";

    private static final Pattern SECONDS = Pattern.compile("\\(([0-6])\\)");

    private final StoredColumn stored;
    /** The condition that the value fits, as SQL; empty if the conversion itself fails otherwise. */
    private final String fits;

    private final String state;
    /** The converted value, as SQL. */
    private final String converted;

    private Assignment(StoredColumn stored, String fits, String state, String converted) {
        this.stored = stored;
        this.fits = fits;
        this.state = state;
        this.converted = converted;
    }

    /** Empty if the types are the same, or if the table's column cannot take the values: see {@link #isPossible}. */
    public static Optional<Assignment> of(Column column, StoredColumn stored) {
        return stored.baseType().equals(column.type().sqlName()) ? Optional.empty() : converting(column, stored);
    }

    /** Whether the table's column takes the values of the contract's, as far as they fit. */
    public static boolean isPossible(Column column, StoredColumn stored) {
        return stored.baseType().equals(column.type().sqlName())
                || converting(column, stored).isPresent();
    }

    /** Whether different keys could be one row, because the type of this key column does not tell all texts or times apart. */
    public static boolean foldsKeys(Column column, StoredColumn stored) {
        return FOLDING.contains(stored.baseName())
                || (stored.baseName().equals("timestamp") && !(zone(column).normalized() instanceof ZoneOffset));
    }

    /** The type of the table's column, below all domains. */
    public String storedType() {
        return stored.baseType();
    }

    /** An expression for the converted value. */
    public String of(String value) {
        String cast = "(" + converted.replace(VALUE, value) + ")";
        return fits.isEmpty()
                ? cast
                : "CASE WHEN (%s) IS NOT FALSE OR pg_temp.wherry_unfit('%s') THEN %s END"
                        .formatted(fits.replace(VALUE, value), state, cast);
    }

    private static Optional<Assignment> converting(Column column, StoredColumn stored) {
        if (column.type().array()) {
            return Optional.empty();
        }
        String name = stored.baseName();
        return switch (column.type().scalar()) {
            case SMALLINT, INTEGER, BIGINT -> ofInteger(stored);
            case NUMERIC -> name.equals("numeric") ? Optional.of(numeric(stored)) : Optional.empty();
            case DOUBLE -> name.equals("float4") ? Optional.of(cast(stored)) : Optional.empty();
            case TEXT -> ofText(column, stored);
            case TIMESTAMPTZ -> ofTime(column, stored);
            case JSONB -> name.equals("json") ? Optional.of(cast(stored)) : Optional.empty();
            case BOOLEAN, UUID, DATE, BYTEA -> Optional.empty();
        };
    }

    private static Assignment cast(StoredColumn stored) {
        return new Assignment(stored, "", "", VALUE + "::" + stored.baseType());
    }

    private static Assignment cast(StoredColumn stored, String fits, String state) {
        return new Assignment(stored, fits, state, VALUE + "::" + stored.baseType());
    }

    private static Optional<Assignment> ofInteger(StoredColumn stored) {
        return INTEGERS.contains(stored.baseName())
                ? Optional.of(cast(stored))
                : stored.baseName().equals("numeric") ? Optional.of(numeric(stored)) : Optional.empty();
    }

    /** Precision and scale are encoded in the modifier; the scale has 11 bits and a sign. */
    private static Assignment numeric(StoredColumn stored) {
        if (stored.modifier() < 0) {
            return cast(stored);
        }
        int scale = ((((stored.modifier() - 4) & 0x7ff) ^ 1024) - 1024);
        return cast(stored, "VALUE::numeric = round(VALUE::numeric, " + scale + ")", "22003");
    }

    private static Optional<Assignment> ofText(Column column, StoredColumn stored) {
        if (stored.isEnum()) {
            return Optional.of(cast(stored));
        }
        return switch (stored.baseName()) {
            case "citext", "inet", "cidr" -> Optional.of(cast(stored));
            case "varchar" ->
                Optional.of(
                        stored.modifier() < 0
                                ? cast(stored)
                                : cast(stored, "char_length(VALUE) <= " + (stored.modifier() - 4), "22001"));
            case "bpchar" -> Optional.of(character(column, stored));
            case "time" -> Optional.of(time(stored));
            default -> Optional.empty();
        };
    }

    /** Blanks at the end do not count, so that a key cannot have them. */
    private static Assignment character(Column column, StoredColumn stored) {
        boolean key = column instanceof Column.OfEvent field && field.key();
        String length = stored.modifier() < 0 ? "true" : "char_length(rtrim(VALUE, ' ')) <= " + (stored.modifier() - 4);
        return cast(stored, key ? length + " AND VALUE = rtrim(VALUE, ' ')" : length, "22001");
    }

    /** PostgreSQL would also read {@code now}, and ignore an offset. */
    private static Assignment time(StoredColumn stored) {
        String digits = "{1," + Math.max(1, precision(stored)) + "}";
        String fraction = precision(stored) == 0 ? "" : "(\\.[0-9]" + digits + ")?";
        return cast(stored, "VALUE ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]" + fraction + ")?$'", "22007");
    }

    private static Optional<Assignment> ofTime(Column column, StoredColumn stored) {
        String exact =
                precision(stored) == 6 ? "" : "VALUE = VALUE::timestamp(" + precision(stored) + ") with time zone";
        if (stored.baseName().equals("timestamptz")) {
            return Optional.of(cast(stored, exact, "22008"));
        }
        String zone = zone(column).normalized() instanceof ZoneOffset offset
                ? "make_interval(secs => " + offset.getTotalSeconds() + ")"
                : "'" + zone(column).getId() + "'";
        return stored.baseName().equals("timestamp")
                ? Optional.of(new Assignment(
                        stored, exact, "22008", "(VALUE AT TIME ZONE " + zone + ")::" + stored.baseType()))
                : Optional.empty();
    }

    /** The digits of a second's fraction. */
    private static int precision(StoredColumn stored) {
        Matcher matcher = SECONDS.matcher(stored.baseType());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 6;
    }

    /** The zone of the local times in a column without zone. */
    private static ZoneId zone(Column column) {
        return column instanceof Column.OfEvent field ? field.reader().zone() : ZoneOffset.UTC;
    }
}
