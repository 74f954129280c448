package dev.wherry.it.faults;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The configuration of the three stages: as documented, but with short timeouts. */
final class StageConfig {
    /** Small batches: what has piled up during a fault is read in transactions that end in the middle of files. */
    private static final String BATCH_MAX_RECORDS = "100";

    private static final ConnectorsConfig CONNECTORS = new ConnectorsConfig(
            "archive",
            Duration.ofMillis(2_500),
            TestCluster.TASKS,
            TestCluster.TASKS,
            Map.of("rescan.interval.ms", "3000", "batch.max.records", BATCH_MAX_RECORDS),
            Map.of("database.statement.timeout.ms", "10000"),
            Optional.empty());

    private StageConfig() {}

    static String streams(String bootstrapServers, Path contracts, Path state) {
        return """
                bootstrap.servers=%s
                contracts=%s
                state.dir=%s
                group.instance.id=campaign
                kafka.consumer.session.timeout.ms=4000
                kafka.consumer.heartbeat.interval.ms=1000
                kafka.producer.transaction.timeout.ms=%d
                kafka.reconnect.backoff.max.ms=500
                """.formatted(bootstrapServers, contracts, state, TestCluster.TRANSACTION_TIMEOUT.toMillis());
    }

    /** Of the connector for files. */
    static Map<String, String> files(Catalog catalog, Path inbox, Path archive) {
        return ConnectorConfigs.source(catalog, inbox.toString(), archive.toString(), CONNECTORS);
    }

    /** Of a connector for another source. */
    static Map<String, String> beyondTheDisk(String connector, Catalog catalog) {
        Map<String, String> config =
                ConnectorConfigs.sources(catalog, "", "", CONNECTORS).get(connector);
        config.put("batch.max.records", BATCH_MAX_RECORDS);
        return config;
    }

    /** @param port of the database */
    static Map<String, String> sink(Catalog catalog, Path contracts, int port) {
        // prepareThreshold=0 sends the text of every statement, which SqlStatementTap needs
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedDatabase.DATABASE + "?prepareThreshold=0";
        return ConnectorConfigs.sink(
                catalog, contracts.toString(), url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, CONNECTORS);
    }
}
