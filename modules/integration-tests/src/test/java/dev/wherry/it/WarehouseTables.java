package dev.wherry.it;

import dev.wherry.embedded.Attachment;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.generator.TruthTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the warehouse of a home holds. */
final class WarehouseTables implements AutoCloseable {
    private final Runnable release;
    private final Connection connection;

    private WarehouseTables(Runnable release, Connection connection) {
        this.release = release;
        this.connection = connection;
    }

    static WarehouseTables of(Path home) throws SQLException {
        Attachment database = EmbeddedDatabase.attach(home);
        return new WarehouseTables(database::close, connect(database.address()));
    }

    /** Of the warehouse at that address. */
    static WarehouseTables at(String url) throws SQLException {
        return new WarehouseTables(() -> {}, connect(url));
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    /** A sentence for each difference between a table and what it must hold. */
    List<String> differences(TruthTable truth) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(truth.query())) {
            return truth.differences(rows);
        }
    }

    /** A digest of what the events alone decide: every row, but not the way it came. */
    String digest() throws SQLException {
        String cards = "SELECT string_agg(row::text, E'\\n' ORDER BY id) FROM (SELECT id, user_id, created_by_name,"
                + " created_at, updated_at, active, event_id, event_at, version FROM cards) AS row";
        String users = "SELECT string_agg(row::text, E'\\n' ORDER BY id) FROM (SELECT id, name, address, job, score,"
                + " event_id, event_at, version FROM users) AS row";
        return one("SELECT md5((" + cards + ")) || md5((" + users + "))");
    }

    /** How many events the ledger tells of; none as long as nobody has made the tables. */
    long eventsInLedger() throws SQLException {
        boolean made = one("SELECT to_regclass('ledger') IS NOT NULL").equals("t");
        return made ? Long.parseLong(one("SELECT coalesce(sum(events), 0) FROM ledger")) : 0;
    }

    long count(String from) throws SQLException {
        return Long.parseLong(one("SELECT count(*) FROM " + from));
    }

    String one(String query) throws SQLException {
        List<String> column = column(query);
        if (column.size() != 1) {
            throw new AssertionError(query + " has " + column.size() + " rows");
        }
        return column.get(0);
    }

    List<String> column(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        release.run();
    }
}
