package dev.wherry.operations.services;

import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Checks that a database accepts connections, so that a wrong address or password is told at once. */
public final class DatabaseCheck {
    private static final String TIMEOUT_S = "5";

    private DatabaseCheck() {}

    /**
     * Connects once.
     *
     * @param url a JDBC URL of PostgreSQL, without a password
     * @throws UnreachableServiceException if the server cannot be reached or rejects the connection
     */
    public static void connect(String url, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", TIMEOUT_S);
        properties.setProperty("loginTimeout", TIMEOUT_S);
        properties.setProperty("ApplicationName", "wherry");
        try {
            DriverManager.getConnection(url, properties).close();
        } catch (SQLException failure) {
            throw new UnreachableServiceException(
                    "The database %s cannot be used as %s (%s): %s."
                            .formatted(url, user, reason(failure), remedy(failure, password)),
                    failure);
        }
    }

    private static String reason(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return "unknown host " + unknown.getMessage();
            }
        }
        return OneLine.of(failure);
    }

    private static String remedy(SQLException failure, String password) {
        if (isUntrustedServer(failure)) {
            return "check sslmode and sslrootcert in --database-url, and the host name in the server's certificate";
        }
        String state = String.valueOf(failure.getSQLState());
        if (password.isEmpty() && (state.startsWith("28") || state.equals("08004"))) {
            return "set WHERRY_DATABASE_PASSWORD or --database-password-file";
        }
        if (state.equals("08004")) {
            return "check sslmode in --database-url, --database-user and its password";
        }
        if (state.startsWith("28")) {
            return "check --database-user, its password, and the server's pg_hba.conf";
        }
        if (state.startsWith("3D")) {
            return "create the database, or correct --database-url";
        }
        if (state.startsWith("53")) {
            return "the server has no connection left: raise its max_connections, or try again";
        }
        return "check --database-url, and that the server is running and accepts connections from here";
    }

    /** Whether TLS verification failed, or its certificates are missing. */
    private static boolean isUntrustedServer(SQLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof FileNotFoundException) {
                return true;
            }
        }
        // The certificate is for another host name. The driver translates the message, but not this class name in it.
        return String.valueOf(failure.getMessage()).contains("PgjdbcHostnameVerifier");
    }
}
