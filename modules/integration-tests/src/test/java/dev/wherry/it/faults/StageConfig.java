package dev.wherry.it.faults;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The configuration of the three stages: as documented, but with short timeouts. */
final class StageConfig {
    static final Path CONTRACTS = Project.DIRECTORY.resolve("contracts");

    private static final Duration QUIET_PERIOD = Duration.ofMillis(2_500);
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private StageConfig() {}

    static String streams(String bootstrapServers, Path state) {
        return """
                bootstrap.servers=%s
                contracts=%s
                state.dir=%s
                group.instance.id=campaign
                kafka.consumer.session.timeout.ms=4000
                kafka.consumer.heartbeat.interval.ms=1000
                kafka.producer.transaction.timeout.ms=%d
                kafka.reconnect.backoff.max.ms=500
                """.formatted(bootstrapServers, CONTRACTS, state, TestCluster.TRANSACTION_TIMEOUT.toMillis());
    }

    static Map<String, String> source(Path inbox) {
        Map<String, String> config = converters();
        config.put("connector.class", "dev.wherry.source.FileSourceConnector");
        config.put("tasks.max", Integer.toString(TestCluster.TASKS));
        config.put("exactly.once.support", "required");
        config.put("inbox", inbox.toString());
        config.put("feeds", "users,cards");
        config.put("quiet.period.ms", Long.toString(QUIET_PERIOD.toMillis()));
        config.put("rescan.interval.ms", "3000");
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.linger.ms", "5");
        config.put("producer.override.max.in.flight.requests.per.connection", "2");
        return config;
    }

    /** @param port of the database */
    static Map<String, String> sink(int port) {
        Map<String, String> config = converters();
        config.put("connector.class", "dev.wherry.sink.PostgresSinkConnector");
        config.put("tasks.max", Integer.toString(TestCluster.TASKS));
        config.put("topics", "state.user,state.card,invalid.users,invalid.cards,ledger,receipts");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.max.poll.records", "5000");
        config.put("contracts", CONTRACTS.toString());
        // prepareThreshold=0 sends the text of every statement, which SqlStatementTap needs
        config.put(
                "database.url",
                "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedDatabase.DATABASE + "?prepareThreshold=0");
        config.put("database.user", EmbeddedDatabase.USER);
        config.put("database.password", EmbeddedDatabase.PASSWORD);
        config.put("database.statement.timeout.ms", "10000");
        return config;
    }

    private static Map<String, String> converters() {
        Map<String, String> config = new HashMap<>();
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        config.put("header.converter", BYTES);
        return config;
    }
}
