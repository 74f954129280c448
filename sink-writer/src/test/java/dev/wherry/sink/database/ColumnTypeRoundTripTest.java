package dev.wherry.sink.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.sink.SharedPostgres;
import dev.wherry.sink.TestDatabase;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.RowFormat;
import dev.wherry.sink.batch.TargetTable;
import dev.wherry.sink.copy.PostgresType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes values of every type and reads them back as text. */
class ColumnTypeRoundTripTest {
    private static final BigDecimal LARGEST = new BigDecimal("9".repeat(131072));
    private static final BigDecimal FINEST = new BigDecimal(BigInteger.ONE, 16383);

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = SharedPostgres.newDatabase();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                of(ScalarType.SMALLINT, Short.MIN_VALUE, "-32768"),
                of(ScalarType.SMALLINT, Short.MAX_VALUE, "32767"),
                of(ScalarType.INTEGER, Integer.MIN_VALUE, "-2147483648"),
                of(ScalarType.INTEGER, Integer.MAX_VALUE, "2147483647"),
                of(ScalarType.BIGINT, Long.MIN_VALUE, "-9223372036854775808"),
                of(ScalarType.BIGINT, Long.MAX_VALUE, "9223372036854775807"),
                of(ScalarType.NUMERIC, BigDecimal.ZERO, "0"),
                of(ScalarType.NUMERIC, new BigDecimal("0.00"), "0.00"),
                of(ScalarType.NUMERIC, new BigDecimal("-1.50"), "-1.50"),
                of(ScalarType.NUMERIC, new BigDecimal("0.00012"), "0.00012"),
                of(ScalarType.NUMERIC, new BigDecimal("12345678.901"), "12345678.901"),
                of(ScalarType.NUMERIC, new BigDecimal("1E+5"), "100000"),
                of(ScalarType.NUMERIC, new BigDecimal("-7E+131071"), "-7" + "0".repeat(131071)),
                of(ScalarType.NUMERIC, LARGEST, LARGEST.toString()),
                of(ScalarType.NUMERIC, FINEST, FINEST.toPlainString()),
                of(ScalarType.NUMERIC, LARGEST.add(FINEST), LARGEST.add(FINEST).toPlainString()),
                of(ScalarType.NUMERIC, Double.NaN, "NaN"),
                of(ScalarType.NUMERIC, Double.POSITIVE_INFINITY, "Infinity"),
                of(ScalarType.NUMERIC, Double.NEGATIVE_INFINITY, "-Infinity"),
                of(ScalarType.DOUBLE, 0.1 + 0.2, "0.30000000000000004"),
                of(ScalarType.DOUBLE, -0.0, "-0"),
                of(ScalarType.DOUBLE, Double.MIN_VALUE, "5e-324"),
                of(ScalarType.DOUBLE, Double.MAX_VALUE, "1.7976931348623157e+308"),
                of(ScalarType.DOUBLE, Double.NaN, "NaN"),
                of(ScalarType.DOUBLE, Double.NEGATIVE_INFINITY, "-Infinity"),
                of(ScalarType.BOOLEAN, true, "true"),
                of(ScalarType.BOOLEAN, false, "false"),
                of(ScalarType.TEXT, "", ""),
                of(
                        ScalarType.TEXT,
                        "a\nb\t\\N \u00e9 \u4e16 \ud83d\ude00 \u0001",
                        "a\nb\t\\N \u00e9 \u4e16 \ud83d\ude00 \u0001"),
                of(
                        ScalarType.UUID,
                        UUID.fromString("ffffffff-0000-4000-8000-00000000000f"),
                        "ffffffff-0000-4000-8000-00000000000f"),
                of(ScalarType.DATE, LocalDate.of(1999, 12, 31), "1999-12-31"),
                of(ScalarType.DATE, LocalDate.of(-4712, 1, 1), "4713-01-01 BC"),
                of(ScalarType.DATE, LocalDate.of(5874897, 12, 31), "5874897-12-31"),
                of(ScalarType.DATE, LocalDate.MAX, "infinity"),
                of(ScalarType.DATE, LocalDate.MIN, "-infinity"),
                of(
                        ScalarType.TIMESTAMPTZ,
                        Instant.parse("2021-05-04T03:02:01.123456Z"),
                        "2021-05-04 03:02:01.123456+00"),
                of(
                        ScalarType.TIMESTAMPTZ,
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        "1969-12-31 23:59:59.999999+00"),
                of(ScalarType.TIMESTAMPTZ, Instant.parse("-4712-01-01T00:00:00Z"), "4713-01-01 00:00:00+00 BC"),
                of(
                        ScalarType.TIMESTAMPTZ,
                        Instant.parse("+294276-12-31T23:59:59.999999Z"),
                        "294276-12-31 23:59:59.999999+00"),
                of(ScalarType.TIMESTAMPTZ, Instant.MAX, "infinity"),
                of(ScalarType.TIMESTAMPTZ, Instant.MIN, "-infinity"),
                of(ScalarType.JSONB, "null", "null"),
                of(
                        ScalarType.JSONB,
                        "{\"a\": [1.000, 12345678901234567890.5]}",
                        "{\"a\": [1.000, 12345678901234567890.5]}"),
                of(ScalarType.BYTEA, new byte[] {0, -1, 127}, "\\x00ff7f"),
                ofArray(ScalarType.INTEGER, Arrays.asList(1, null, -3), "{1,NULL,-3}"),
                ofArray(ScalarType.TEXT, List.of(), "{}"),
                ofArray(ScalarType.TEXT, Arrays.asList("NULL", null, ""), "{\"NULL\",NULL,\"\"}"),
                ofArray(ScalarType.NUMERIC, List.of(new BigDecimal("1.0")), "{1.0}"),
                ofArray(ScalarType.SMALLINT, List.of((short) 1), "{1}"),
                ofArray(ScalarType.BIGINT, List.of(1L), "{1}"),
                ofArray(ScalarType.DOUBLE, List.of(0.5), "{0.5}"),
                ofArray(ScalarType.BOOLEAN, List.of(true), "{t}"),
                ofArray(ScalarType.UUID, List.of(new UUID(0, 1)), "{00000000-0000-0000-0000-000000000001}"),
                ofArray(ScalarType.DATE, List.of(LocalDate.of(2000, 1, 1)), "{2000-01-01}"),
                ofArray(ScalarType.TIMESTAMPTZ, List.of(Instant.EPOCH), "{\"1970-01-01 00:00:00+00\"}"),
                ofArray(ScalarType.JSONB, List.of("{}"), "{\"{}\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void storesTheValue(ColumnType type, Object value, String text) throws SQLException {
        assertThat(written(type, List.of(value))).containsExactly(text);
    }

    @ParameterizedTest
    @MethodSource("types")
    void storesNull(ColumnType type) throws SQLException {
        assertThat(written(type, Arrays.asList((Object) null))).containsExactly("∅");
    }

    static Stream<ColumnType> types() {
        return Arrays.stream(ScalarType.values())
                .flatMap(scalar -> Stream.of(new ColumnType(scalar, false), new ColumnType(scalar, true)));
    }

    @Test
    void storesRandomNumerics() throws SQLException {
        Random random = new Random(7);
        List<Object> numbers = IntStream.range(0, 5_000)
                .mapToObj(i ->
                        (Object) new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(80) - 40)
                                .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)))
                .toList();

        List<String> written = written(new ColumnType(ScalarType.NUMERIC, false), numbers);

        assertThat(written)
                .isEqualTo(numbers.stream()
                        .map(n -> ((BigDecimal) n).toPlainString())
                        .toList());
    }

    @Test
    void roundsTimesDownToMicroseconds() throws SQLException {
        List<Object> times = List.of(
                Instant.parse("2021-01-01T00:00:00.000001999Z"), Instant.parse("1999-01-01T00:00:00.000001999Z"));

        List<String> written = written(new ColumnType(ScalarType.TIMESTAMPTZ, false), times);

        assertThat(written).containsExactly("2021-01-01 00:00:00.000001+00", "1999-01-01 00:00:00.000001+00");
    }

    @ParameterizedTest
    @MethodSource("rejectedValues")
    void rejectsAValueOutsideTheRangeOfItsType(ColumnType type, Object value, String code) throws SQLException {
        List<RejectedRow<Object[]>> rejected = load(type, List.of(value));

        assertThat(rejected.stream().map(row -> row.reason().code()).toList()).containsExactly(code);
    }

    static Stream<Arguments> rejectedValues() {
        return Stream.of(
                of(ScalarType.TEXT, "a\u0000b", "sqlstate_22021"),
                of(ScalarType.JSONB, "\"a\\u0000b\"", "sqlstate_22P05"),
                of(ScalarType.JSONB, "{", "sqlstate_22P02"),
                of(ScalarType.JSONB, "[".repeat(100_000) + "]".repeat(100_000), "sqlstate_54001"),
                of(ScalarType.NUMERIC, new BigDecimal("1E+131072"), "no_row"),
                of(ScalarType.NUMERIC, new BigDecimal("1E-16384"), "no_row"),
                of(ScalarType.TIMESTAMPTZ, Instant.parse("+294277-01-01T00:00:00Z"), "sqlstate_22008"),
                of(ScalarType.TIMESTAMPTZ, Instant.MAX.minusNanos(1), "no_row"),
                of(ScalarType.DATE, LocalDate.of(5874898, 1, 1), "sqlstate_22008"),
                of(ScalarType.DATE, LocalDate.MAX.minusDays(1), "no_row"));
    }

    private static Arguments of(ScalarType type, Object value, String text) {
        return Arguments.of(new ColumnType(type, false), value, text);
    }

    private static Arguments ofArray(ScalarType type, List<?> value, String text) {
        return Arguments.of(new ColumnType(type, true), value, text);
    }

    private static List<String> written(ColumnType type, List<Object> values) throws SQLException {
        List<RejectedRow<Object[]>> rejected = load(type, values);
        assertThat(rejected.stream().map(RejectedRow::reason).toList()).isEmpty();
        return database.rows("SELECT value::text FROM round_trip ORDER BY id");
    }

    private static List<RejectedRow<Object[]>> load(ColumnType type, List<Object> values) throws SQLException {
        String sqlName = PostgresType.of(type).sqlName();
        database.execute("DROP TABLE IF EXISTS round_trip");
        database.execute("CREATE TABLE round_trip (id integer PRIMARY KEY, value " + sqlName + ")");
        List<Object[]> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Object[] {rows.size(), value});
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            RoundTrip format = new RoundTrip(type);
            List<RejectedRow<Object[]>> rejected = new TableLoader<Object[]>(
                            connection, format.table(), 0, TableConstraints.read(connection, List.of(format.table())))
                    .load(EncodedRows.of(format, rows))
                    .rejected();
            connection.commit();
            return rejected;
        }
    }

    private record RoundTrip(ColumnType type) implements RowFormat<Object[]> {
        @Override
        public TargetTable table() {
            return new TargetTable(
                    TableName.of("round_trip"),
                    List.of(
                            new TargetTable.Field("id", PostgresType.of(ScalarType.INTEGER)),
                            new TargetTable.Field("value", PostgresType.of(type))),
                    List.of(),
                    List.of("id"),
                    TargetTable.OnConflict.REPLACE,
                    Optional.empty());
        }

        @Override
        public Object[] values(Object[] row) {
            return row;
        }
    }
}
