package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesTest {
    @TempDir
    Path home;

    @Test
    void keepsTopicsAndTablesOverARestart() throws Exception {
        long t0 = System.nanoTime();
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            System.out.println("start " + (System.nanoTime() - t0) / 1_000_000);
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", services.kafka().bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("raw.cards", 4, (short) -1)))
                        .all()
                        .get();
            }
            assertEquals(0, query(services.database().jdbcUrl(), "CREATE TABLE t AS SELECT 7 AS x"));
            t0 = System.nanoTime();
        }
        System.out.println("stop " + (System.nanoTime() - t0) / 1_000_000);
        t0 = System.nanoTime();
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            System.out.println("start " + (System.nanoTime() - t0) / 1_000_000);
            assertEquals(7, query(services.database().jdbcUrl(), "SELECT x FROM t"));
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", services.kafka().bootstrapServers()))) {
                assertEquals(true, admin.listTopics().names().get().containsAll(Set.of("raw.cards")));
            }
            t0 = System.nanoTime();
        }
        System.out.println("stop " + (System.nanoTime() - t0) / 1_000_000);
    }

    private static int query(String url, String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)) {
            var statement = connection.createStatement();
            if (!statement.execute(sql)) {
                return 0;
            }
            ResultSet rows = statement.getResultSet();
            rows.next();
            return rows.getInt(1);
        }
    }
}
