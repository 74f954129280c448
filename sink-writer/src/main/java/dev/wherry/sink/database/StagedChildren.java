package dev.wherry.sink.database;

import dev.wherry.sink.batch.EncodedRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The staging tables of a table's children, within the connection's transaction. Statements are planned each time: a plan
 * that is made while a child table is small reads all of it later.
 */
final class StagedChildren {
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final List<ChildSql> children;
    /** The number of staged parents, and of the staged rows of each child table. */
    private int parents;

    private final int[] rows;

    StagedChildren(Connection connection, List<ChildSql> children) {
        this.connection = connection;
        this.children = children;
        this.rows = new int[children.size()];
    }

    /** Copies the children of these rows to the staging tables. */
    void stage(EncodedRows<?> encoded, int from, int to) throws SQLException {
        parents = to - from;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = encoded.childCount(i, from, to);
            if (rows[i] > 0) {
                encoded.copyChildren(i, connection.unwrap(PGConnection.class), children.get(i).copy, from, to);
            }
        }
    }

    /** Stages a row of the parents' table that has children, and these; returns false if there is none. */
    boolean stageKnownRow() throws SQLException {
        parents = UNKNOWN;
        for (ChildSql child : children) {
            if (update(child.stageKnownParent) == 1) {
                for (ChildSql each : children) {
                    update(each.stageKnownRows);
                }
                return true;
            }
        }
        return false;
    }

    /**
     * Replaces the children of the staged parents that were written.
     *
     * @param written how many of them were
     * @throws DroppedRowException if a trigger or rule has dropped a row
     */
    void replace(int written) throws SQLException {
        for (int i = 0; i < rows.length; i++) {
            ChildSql child = children.get(i);
            boolean all = written == parents;
            update(all ? child.delete : child.deleteOfWritten);
            if (all && rows[i] == 0) {
                continue;
            }
            long expected = all ? rows[i] : count(child.countOfWritten);
            if (update(all ? child.insert : child.insertOfWritten) != expected) {
                throw new DroppedRowException(child.child.name());
            }
        }
    }

    /** Deletes the children of the staged parents that will be deleted. */
    void deleteOfOlder() throws SQLException {
        for (ChildSql child : children) {
            update(child.deleteOfOlder);
        }
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
