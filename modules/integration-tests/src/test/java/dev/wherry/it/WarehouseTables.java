package dev.wherry.it;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.generator.TruthTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection to the tables of the warehouse. */
public final class WarehouseTables implements AutoCloseable {
    private final Runnable release;
    private final Connection connection;

    private WarehouseTables(Runnable release, Connection connection) {
        this.release = release;
        this.connection = connection;
    }

    /** Connects to the warehouse of a home, and starts its PostgreSQL if necessary. */
    static WarehouseTables of(Path home) throws SQLException {
        ServiceLease database = EmbeddedDatabase.attach(home);
        return new WarehouseTables(database::close, connect(database.address()));
    }

    /** Connects to the warehouse at a JDBC URL. */
    public static WarehouseTables at(String url) throws SQLException {
        return new WarehouseTables(() -> {}, connect(url));
    }

    /** Uses a connection, and closes it in the end. */
    static WarehouseTables of(Connection connection) {
        return new WarehouseTables(() -> {}, connection);
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    /** Compares a table with the truth. Returns a sentence for each difference. */
    List<String> differences(TruthTable truth) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(truth.query())) {
            return truth.differences(rows);
        }
    }

    /** A digest of all columns that depend on the events alone, not on the files that they came in. */
    public String digest() throws SQLException {
        String cards = "SELECT string_agg(row::text, E'\\n' ORDER BY id) FROM (SELECT id, user_id, created_by_name,"
                + " created_at, updated_at, active, event_id, event_at, version FROM cards) AS row";
        String users = "SELECT string_agg(row::text, E'\\n' ORDER BY id) FROM (SELECT id, name, address, job, score,"
                + " event_id, event_at, version FROM users) AS row";
        return value("SELECT md5((" + cards + ")) || md5((" + users + "))");
    }

    /** The number of events in the ledger; 0 until the sink has created the tables. */
    public long eventsInLedger() throws SQLException {
        boolean exists = value("SELECT to_regclass('ledger') IS NOT NULL").equals("t");
        return exists ? Long.parseLong(value("SELECT coalesce(sum(events), 0) FROM ledger")) : 0;
    }

    long count(String from) throws SQLException {
        return Long.parseLong(value("SELECT count(*) FROM " + from));
    }

    /** The only value of a query with one row. */
    String value(String query) throws SQLException {
        List<String> column = column(query);
        if (column.size() != 1) {
            throw new AssertionError(query + " returns " + column.size() + " rows");
        }
        return column.get(0);
    }

    /** The first column of all rows. */
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
