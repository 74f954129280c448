package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTableTest {
    private static final UUID ID = new UUID(0, 1);
    private static final Timestamp AT = Timestamp.from(VirtualClock.BEGIN);

    @TempDir
    Path directory;

    private static TruthTable users(long... ids) {
        TreeMap<Long, List<String>> rows = new TreeMap<>();
        for (long id : ids) {
            rows.put(
                    id,
                    List.of(
                            Long.toString(id),
                            "Zoë \"Z\"",
                            "1 Row\nTown, MD",
                            "Nurse",
                            "1.0E-5",
                            ID.toString(),
                            "2026-11-21 00:11:44"));
        }
        return TruthTable.of(ServiceKind.USERS, rows, new Counts(5, 1, ids.length));
    }

    private static Object[] row(long id, String job, Timestamp at) {
        return new Object[] {id, "Zoë \"Z\"", "1 Row\nTown, MD", job, 0.00001, ID, at};
    }

    /** The JDK's own result set that needs no database. */
    private static ResultSet answer(Object[]... rows) throws Exception {
        RowSetMetaDataImpl columns = new RowSetMetaDataImpl();
        columns.setColumnCount(7);
        for (int i = 1; i <= 7; i++) {
            columns.setColumnType(i, JDBCType.JAVA_OBJECT.getVendorTypeNumber());
        }
        CachedRowSet answer = RowSetProvider.newFactory().createCachedRowSet();
        answer.setMetaData(columns);
        for (Object[] row : rows) {
            answer.moveToInsertRow();
            for (int i = 0; i < row.length; i++) {
                answer.updateObject(i + 1, row[i]);
            }
            answer.insertRow();
            answer.moveToCurrentRow();
        }
        answer.beforeFirst();
        return answer;
    }

    @Test
    void equalRowsDifferInNothing() throws Exception {
        assertThat(users(1, 2).differences(answer(row(2, "Nurse", AT), row(1, "Nurse", AT))))
                .isEmpty();
    }

    @Test
    void everyDifferenceIsToldAndMissingAndSurplusRowsAreToo() throws Exception {
        Timestamp later = Timestamp.from(VirtualClock.BEGIN.plusMillis(1));

        List<String> differences = users(1, 2, 3)
                .differences(
                        answer(row(1, "Nurse", AT), row(1, "Nurse", AT), row(2, null, later), row(4, "Nurse", AT)));

        assertThat(Set.copyOf(differences))
                .isEqualTo(Set.of(
                        "users 1 is unexpected or duplicated",
                        "users 2: job is 'null' but should be 'Nurse'",
                        "users 2: event_at is '2026-11-21T00:11:44.001Z' but should be '2026-11-21 00:11:44'",
                        "users 4 is unexpected or duplicated",
                        "users 3 is missing"));
        assertThat(differences.size()).isEqualTo(5);
    }

    @Test
    void theQueryNamesTheColumns() {
        assertThat(users().query()).isEqualTo("SELECT id, name, address, job, score, event_id, event_at FROM users");
    }

    @Test
    void whatIsSavedCanBeLoaded() throws Exception {
        Path file = directory.resolve("truth.csv");

        users(1, 2).save(file);

        assertThat(TruthTable.load(file)).isEqualTo(users(1, 2));
        assertThat(Files.readString(directory.resolve("truth.csv.counts"))).isEqualTo("events=5\ninvalid=1\nrows=2\n");
    }

    @Test
    void theGeneratorsOwnTruthSurvivesTheFile() throws Exception {
        Path file = directory.resolve("truth.csv");

        TruthTable truth = VirtualRun.run(GeneratorConfig.cards(directory.resolve("inbox"))
                .seed(1)
                .count(100)
                .truthFile(file));

        assertThat(TruthTable.load(file)).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n", "a,b\n1\n", "\"a\"b\n"})
    void anotherFileIsRefused(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("other.csv"), content);

        assertThatThrownBy(() -> TruthTable.load(file)).isInstanceOf(IOException.class);
    }
}
