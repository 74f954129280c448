package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;

class QueryResultPrinterTest {
    private final StringWriter out = new StringWriter();
    private final QueryResultPrinter printer = new QueryResultPrinter(new PrintWriter(out));

    @Test
    void quotesCsvAndDistinguishesNullFromEmpty() throws Exception {
        printer.csv(rows(new String[] {"1", "a,b"}, new String[] {"2", "say \"hi\"\nthere"}, new String[] {null, ""}));

        assertThat(text()).isEqualTo("""
                id,name
                1,"a,b"
                2,"say ""hi""
                there"
                ,""
                """);
    }

    @Test
    void alignsTablesAndEscapesLineBreaks() throws SQLException {
        printer.table(rows(new String[] {"1", "Ann"}, new String[] {"1000", "two\nlines"}));

        assertThat(text()).isEqualTo("""
                id   | name
                -----+----------
                1    | Ann
                1000 | two⏎lines
                (2 rows)
                """);
    }

    @Test
    void showsNullsControlCharactersAndWideCharactersInTables() throws SQLException {
        printer.table(
                rows(new String[] {null, ""}, new String[] {"a\tb\r\u001b\u0085", "x"}, new String[] {"山田 🎉", "y"}));

        assertThat(text()).isEqualTo("""
                id          | name
                ------------+-----
                (null)      |\s
                a␉b␍␛\\u0085 | x
                山田 🎉     | y
                (3 rows)
                """);
    }

    @Test
    void aLongValueDoesNotWidenTheOtherRows() throws SQLException {
        String value = "x".repeat(500);

        printer.table(rows(new String[] {"short", "a"}, new String[] {value, "b"}));

        assertThat(text()).isEqualTo("""
                id    | name
                ------+-----
                short | a
                %s | b
                (2 rows)
                """.formatted(value));
    }

    private String text() {
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static ResultSet rows(String[]... rows) throws SQLException {
        CachedRowSet set = RowSetProvider.newFactory().createCachedRowSet();
        RowSetMetaDataImpl columns = new RowSetMetaDataImpl();
        columns.setColumnCount(2);
        String[] names = {"id", "name"};
        for (int i = 0; i < names.length; i++) {
            columns.setColumnName(i + 1, names[i]);
            columns.setColumnLabel(i + 1, names[i]);
            columns.setColumnType(i + 1, Types.VARCHAR);
        }
        set.setMetaData(columns);
        for (int i = rows.length - 1; i >= 0; i--) {
            set.beforeFirst();
            set.moveToInsertRow();
            for (int column = 0; column < names.length; column++) {
                set.updateString(column + 1, rows[i][column]);
            }
            set.insertRow();
            set.moveToCurrentRow();
        }
        set.beforeFirst();
        return set;
    }
}
