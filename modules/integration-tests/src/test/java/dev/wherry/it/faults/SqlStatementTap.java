package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Fires a trigger on a statement of the sink or on its response. It recognises statements by their text, so the driver
 * must send the text each time: {@code prepareThreshold=0}.
 */
final class SqlStatementTap implements Tap {
    enum Statement {
        COPY("COPY "),
        INSERT("INSERT INTO"),
        /** Rejected rows that were tried again. */
        RESOLVE("SET tried_at = now(), resolved_at"),
        COMMIT("COMMIT\0"),
        /** Of a transaction with decisions about full snapshots. */
        COMMIT_OF_DECISIONS("COMMIT\0", "INSERT INTO \"public\".\"wherry_snapshots\""),
        /** Of a transaction that deletes the rows that a full snapshot of the stock lacks. */
        COMMIT_OF_MISSING("COMMIT\0", "DELETE FROM \"public\".\"stock\"");

        private final String text;
        /** A statement before it on the same connection. */
        private final String earlier;

        Statement(String text) {
            this(text, "");
        }

        Statement(String text, String earlier) {
            this.text = text;
            this.earlier = earlier;
        }
    }

    private final Statement statement;
    private final boolean onResponse;
    private final OneShotTrigger trigger;
    private boolean earlierSeen;
    private boolean responseExpected;

    /** @param onResponse whether to fire on the response, when the database has executed the statement */
    SqlStatementTap(Statement statement, boolean onResponse, OneShotTrigger trigger) {
        this.statement = statement;
        this.onResponse = onResponse;
        this.trigger = trigger;
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        String text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        earlierSeen |= text.contains(statement.earlier);
        if (!earlierSeen || !text.contains(statement.text)) {
            return -1;
        }
        responseExpected = true;
        return onResponse ? -1 : 0;
    }

    @Override
    public synchronized int response(byte[] bytes, int size) {
        boolean isResponse = responseExpected;
        responseExpected = false;
        return onResponse && isResponse ? 0 : -1;
    }

    @Override
    public void reached(int serverSidePort) throws IOException {
        trigger.fire(serverSidePort);
    }
}
