package dev.wherry.operations;

import java.util.Map;

/**
 * The cluster and the database that are held against each other.
 *
 * @param kafka a Kafka client's settings, {@code bootstrap.servers} at least
 * @param database a JDBC URL of PostgreSQL
 * @param running whether a pipeline may be at work there, so that what is missing may yet come
 */
public record PipelineTarget(
        Map<String, String> kafka, String database, String user, String password, boolean running) {
    public PipelineTarget {
        kafka = Map.copyOf(kafka);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return kafka.get("bootstrap.servers") + " and " + database;
    }
}
