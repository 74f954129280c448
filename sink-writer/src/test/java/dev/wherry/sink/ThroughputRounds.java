package dev.wherry.sink;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;

/** Repeats a measurement, each time on an empty database of a server that writes as durably as in production. */
final class ThroughputRounds {
    private ThroughputRounds() {}

    @FunctionalInterface
    interface Measurement {
        void run(TestDatabase database) throws SQLException;
    }

    static void run(int rounds, Measurement measurement) throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            for (int round = 1; round <= rounds; round++) {
                TestDatabase database = new TestDatabase("127.0.0.1", server.getPort(), "round_" + round);
                new TestDatabase("127.0.0.1", server.getPort(), "postgres")
                        .execute("CREATE DATABASE " + database.name());
                measurement.run(database);
            }
        }
    }
}
