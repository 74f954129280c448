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
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies the connectors to a Connect cluster. */
@Command(
        name = "connectors",
        description =
                "Creates or updates the connectors in a Connect cluster, and waits until they are running. The contracts"
                        + " define feeds and topics. Without --connect: prints the configurations.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Directory paths are those on the workers; --contracts is also read locally.",
            "Example: wherry connectors --connect http://connect:8083 --inbox /data/inbox --contracts /etc/wherry/contracts \\",
            "           --database-url jdbc:postgresql://warehouse/dwh --database-user wherry \\",
            "           --database-password '${file:/etc/wherry/secrets.properties:password}'"
        })
final class ConnectorsCommand implements Callable<Integer> {
    private static final Duration TRANSACTION_CHECK_INTERVAL = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(names = "--connect", paramLabel = "URL", description = "The REST endpoint of a worker.")
    private URI connect;

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "The directory of incoming event files. Required if a feed is read from there.")
    private String inbox;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "The directory for finished files, on the inbox's file system. Default: the inbox with the suffix -archive.")
    private String archive;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--database-url",
            required = true,
            paramLabel = "URL",
            description = "The warehouse: jdbc:postgresql://host:port/database.")
    private String databaseUrl;

    @Option(
            names = "--database-user",
            required = true,
            paramLabel = "NAME",
            description = "The database user of the sink.")
    private String databaseUser;

    @Option(
            names = "--database-password",
            paramLabel = "TEXT",
            description =
                    "A reference to the password, such as $${file:...} or $${env:...}, that a config provider of the workers"
                            + " resolves. A literal password would be visible to all users of the REST API.")
    private String databasePassword = "";

    @Option(
            names = "--watch",
            description =
                    "Keep running until Ctrl-C, and restart failed connectors and tasks, which Connect never does.")
    private boolean watch;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "With --watch: also end hanging transactions on these Kafka brokers, like"
                    + " `wherry transactions --end`.")
    private String bootstrapServers;

    @Mixin
    private ConnectorOptions options = new ConnectorOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "The maximum wait for workers and tasks. Default: 2m.")
    private Duration timeout = Duration.ofMinutes(2);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Map<String, String>> configs = configs(Catalog.load(contracts.directory(null)));
        if (connect == null) {
            configs.forEach((name, config) -> out.println(name + ":\n" + ConnectRestClient.json(config)));
            return ExitCode.OK;
        }
        ConnectRestClient client = new ConnectRestClient(connect, timeout);
        for (Map.Entry<String, Map<String, String>> connector : configs.entrySet()) {
            ConnectRestClient.Change change = client.put(connector.getKey(), connector.getValue());
            out.println(connector.getKey() + ": " + change.name().toLowerCase(Locale.ROOT));
            out.flush();
        }
        List<String> names = List.copyOf(configs.keySet());
        if (watch) {
            watch(client, names, out);
        }
        client.awaitRunning(names);
        out.println(names.size() == 2 ? "Both connectors are running." : "All connectors are running.");
        return ExitCode.OK;
    }

    private void watch(ConnectRestClient client, List<String> names, PrintWriter out) throws InterruptedException {
        Consumer<String> listener = sentence -> {
            out.println(sentence);
            out.flush();
        };
        if (bootstrapServers == null) {
            new ConnectorWatcher(client, () -> {}, listener).run(names);
            return;
        }
        try (TransactionWatcher transactions = new TransactionWatcher(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), TRANSACTION_CHECK_INTERVAL)) {
            new ConnectorWatcher(client, transactions::check, listener).run(names);
        }
    }

    /** @throws UsageException if a feed is read from the inbox and there is none */
    private Map<String, Map<String, String>> configs(Catalog catalog) {
        if (inbox == null && !catalog.inboxFeeds().isEmpty()) {
            throw new UsageException("--inbox is missing: the feeds %s are read from there."
                    .formatted(String.join(", ", catalog.inboxFeeds())));
        }
        String archiveDirectory = archive == null ? inbox + "-archive" : archive;
        Map<String, Map<String, String>> configs = new LinkedHashMap<>();
        configs.put(
                ConnectorConfigs.SINK,
                ConnectorConfigs.sink(
                        catalog,
                        contracts.directory(null).toString(),
                        databaseUrl,
                        databaseUser,
                        databasePassword,
                        options.toConfig()));
        configs.putAll(ConnectorConfigs.sources(catalog, inbox, archiveDirectory, options.toConfig()));
        return configs;
    }
}
