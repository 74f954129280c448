package dev.wherry.runner.audit;

import dev.wherry.embedded.Attachment;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import java.util.Map;

/**
 * The cluster and the database that are held against each other.
 *
 * @param kafka a Kafka client's settings, {@code bootstrap.servers} at least
 * @param database a JDBC URL of PostgreSQL
 * @param running whether a pipeline may be at work there, so that what is missing may yet come
 */
public record AuditTarget(Map<String, String> kafka, String database, String user, String password, boolean running) {
    public AuditTarget {
        kafka = Map.copyOf(kafka);
    }

    /** A home's services, for as long as it is attached to them. */
    public static AuditTarget of(Attachment kafka, Attachment database) {
        return new AuditTarget(
                Map.of("bootstrap.servers", kafka.address()),
                database.address(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                !kafka.isStartedForThis());
    }

    /** The services of a pipeline of this process. */
    public static AuditTarget of(EmbeddedServices services) {
        return new AuditTarget(
                Map.of("bootstrap.servers", services.kafka().bootstrapServers()),
                services.database().jdbcUrl(),
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                true);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return kafka.get("bootstrap.servers") + " and " + database;
    }
}
