package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A moment in the talk of the sink with its database. It is told by the words of statements, so they have to be sent each
 * time: {@code prepareThreshold=0}.
 */
final class SqlStatementTap implements Tap {
    enum Statement {
        COPY("COPY "),
        INSERT("INSERT INTO"),
        COMMIT("COMMIT\0");

        private final String words;

        Statement(String words) {
            this.words = words;
        }
    }

    private final Statement statement;
    private final boolean atAnswer;
    private final OneShotTrigger event;
    private boolean asked;

    /** @param atAnswer whether the moment is that of the answer, when the database has done what was asked */
    SqlStatementTap(Statement statement, boolean atAnswer, OneShotTrigger event) {
        this.statement = statement;
        this.atAnswer = atAnswer;
        this.event = event;
    }

    @Override
    public synchronized int request(byte[] bytes, int size) {
        if (!new String(bytes, 0, size, StandardCharsets.ISO_8859_1).contains(statement.words)) {
            return -1;
        }
        asked = true;
        return atAnswer ? -1 : 0;
    }

    @Override
    public synchronized int answer(byte[] bytes, int size) {
        boolean answered = asked;
        asked = false;
        return atAnswer && answered ? 0 : -1;
    }

    @Override
    public void reached(int serverSidePort) throws IOException {
        event.happen(serverSidePort);
    }
}
