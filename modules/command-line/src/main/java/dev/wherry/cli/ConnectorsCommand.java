package dev.wherry.cli;

import dev.wherry.contracts.Catalog;
import dev.wherry.generator.DurationText;
import dev.wherry.operations.connectors.ConnectRestClient;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorWatcher;
import dev.wherry.operations.transactions.TransactionWatcher;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the two connectors into a Connect cluster. */
@Command(
        name = "connectors",
        description =
                "Creates both connectors in a Connect cluster, or changes them, and waits until they run. Feeds and"
                        + " topics are those of the contracts. Without --connect: prints their configurations.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Directories are named as the workers see them; --contracts is also read here.",
            "Example: wherry connectors --connect http://connect:8083 --inbox /data/inbox --contracts /etc/wherry/contracts \\",
            "           --database-url jdbc:postgresql://warehouse/dwh --database-user wherry \\",
            "           --database-password '${file:/etc/wherry/secrets.properties:password}'"
        })
final class ConnectorsCommand implements Callable<Integer> {
    private static final Duration BETWEEN_TRANSACTION_CHECKS = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(names = "--connect", paramLabel = "URL", description = "The REST interface of a worker.")
    private URI connect;

    @Option(names = "--inbox", required = true, paramLabel = "DIR", description = "Where event files come in.")
    private String inbox;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "Where finished files go; on the inbox's file system. Default: the inbox's name with -archive.")
    private String archive;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--database-url",
            required = true,
            paramLabel = "URL",
            description = "The warehouse: jdbc:postgresql://host:port/database.")
    private String databaseUrl;

    @Option(names = "--database-user", required = true, paramLabel = "NAME", description = "Who writes there.")
    private String databaseUser;

    @Option(
            names = "--database-password",
            paramLabel = "TEXT",
            description =
                    "Where the workers find the password: $${file:...} or $${env:...}, of a config provider that they"
                            + " have. The password itself could be read by all who may ask Connect.")
    private String databasePassword = "";

    @Option(names = "--watch", description = "Go on until Ctrl-C, and restart what fails: Connect never does.")
    private boolean watch;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "With --watch: the Kafka brokers on which to end transactions that hang, too, as"
                    + " `wherry transactions --end` does.")
    private String bootstrapServers;

    @Mixin
    private ConnectorOptions options = new ConnectorOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long to wait for workers and tasks. Default: 2m.")
    private Duration timeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Map<String, String>> configs = configs(Catalog.load(contracts.directory));
        if (connect == null) {
            configs.forEach((name, config) -> out.println(name + ":\n" + ConnectRestClient.json(config)));
            return ExitCode.FINE;
        }
        ConnectRestClient cluster = new ConnectRestClient(connect, timeout);
        for (Map.Entry<String, Map<String, String>> connector : configs.entrySet()) {
            ConnectRestClient.Change change = cluster.put(connector.getKey(), connector.getValue());
            out.println(connector.getKey() + ": " + change.name().toLowerCase(Locale.ROOT));
            out.flush();
        }
        List<String> names = List.copyOf(configs.keySet());
        if (watch) {
            watch(cluster, names, out);
        }
        cluster.awaitRunning(names);
        out.println("Both connectors run.");
        return ExitCode.FINE;
    }

    private void watch(ConnectRestClient cluster, List<String> names, PrintWriter out) throws InterruptedException {
        if (bootstrapServers == null) {
            new ConnectorWatcher(cluster, () -> {}, out).run(names);
            return;
        }
        try (TransactionWatcher transactions = new TransactionWatcher(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), BETWEEN_TRANSACTION_CHECKS)) {
            new ConnectorWatcher(cluster, transactions::check, out).run(names);
        }
    }

    private Map<String, Map<String, String>> configs(Catalog catalog) {
        String finished = archive == null ? inbox + "-archive" : archive;
        Map<String, Map<String, String>> configs = new LinkedHashMap<>();
        configs.put(
                ConnectorConfigs.SINK,
                ConnectorConfigs.sink(
                        catalog,
                        contracts.directory.toString(),
                        databaseUrl,
                        databaseUser,
                        databasePassword,
                        options.toConfig()));
        configs.put(ConnectorConfigs.SOURCE, ConnectorConfigs.source(catalog, inbox, finished, options.toConfig()));
        return configs;
    }
}
