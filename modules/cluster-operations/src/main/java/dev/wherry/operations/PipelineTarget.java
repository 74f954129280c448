package dev.wherry.operations;

import java.util.Map;

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

    /** Without the password and the client settings, which may hold secrets. */
    @Override
    public String toString() {
        return kafka.get("bootstrap.servers") + " and " + database;
    }
}
