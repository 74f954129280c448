package dev.wherry.operations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * The Kafka cluster and the database that an audit or a rebuild works on.
 *
 * @param kafka Kafka client settings, at least {@code bootstrap.servers}
 * @param database the JDBC URL of PostgreSQL
 * @param running whether a pipeline may be running there, so that missing records may still arrive
 */
public record PipelineTarget(
        Map<String, String> kafka, String database, String user, String password, boolean running) {
    public PipelineTarget {
        kafka = Map.copyOf(kafka);
    }

    /** A connection to the database, with auto-commit. */
    public Connection connect(String applicationName) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", applicationName);
        return DriverManager.getConnection(database, properties);
    }

    /** Without the password and the client settings, which may hold secrets. */
    @Override
    public String toString() {
        return kafka.get("bootstrap.servers") + " and " + database;
    }
}
