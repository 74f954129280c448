package dev.wherry.sink.database;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Describes the statement with which a migration failed: file, line, the server's message, and what to do. */
final class FailedStatement {
    private static final Pattern COMMENTS = Pattern.compile("(?s)(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*");

    private FailedStatement() {}

    /** @param failure the statement's exception */
    static String describe(FlywaySqlScriptException script, SQLException failure, FlywayException migration) {
        boolean rolledBack = !(migration instanceof FlywayMigrateException known) || known.isExecutableInTransaction();
        return "The migration %s failed at line %d: %s. %s %s"
                .formatted(
                        file(script),
                        line(script, failure),
                        FailureMessages.ofStatement(failure),
                        remedy(failure),
                        rolledBack
                                ? "Nothing of this migration has taken effect."
                                : "It runs outside a transaction, so the statements before it have taken effect.");
    }

    private static String file(FlywaySqlScriptException script) {
        String path = script.getResource().getAbsolutePathOnDisk();
        return path == null || path.isEmpty() ? script.getResource().getFilename() : path;
    }

    /**
     * The server counts characters from the beginning of the statement, including comments before it. Flyway counts lines from
     * the beginning of the file to the statement's first word.
     */
    private static int line(FlywaySqlScriptException script, SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        int position = server == null ? 0 : server.getPosition();
        String statement = script.getStatement();
        Matcher comments = COMMENTS.matcher(statement);
        int start = comments.lookingAt() ? statement.codePointCount(0, comments.end()) : 0;
        return script.getLineNumber()
                + (int) statement
                        .codePoints()
                        .limit(Math.max(0, position - 1))
                        .skip(start)
                        .filter(character -> character == '\n')
                        .count();
    }

    private static String remedy(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42501" -> "Grant database.user the missing privilege, or let it own the object, then start again.";
            case "42P07", "42710", "42701" ->
                "Someone has created it already: drop it, or remove the statement, then start" + " again.";
            default -> "Correct the file, then start again.";
        };
    }
}
