package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.Directories;
import dev.wherry.it.DirectoryCopy;
import dev.wherry.it.WherryCommand;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.testing.http.TestApiServer;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import dev.wherry.testing.s3.TestBucket;
import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The whole pipeline in production layout: every component is a separate process, installed from its archive, with a
 * relay on each network connection. Timeouts are short, so that recovery takes seconds.
 */
final class TestCluster implements AutoCloseable {
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than every session and transaction timeout. */
    static final Duration LONGER_THAN_TIMEOUTS = Duration.ofSeconds(7);

    static final int TASKS = 2;

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    /** Further event types, whose tables have foreign keys, and their feed files. They are added to the shipped contracts. */
    private static final Path CAMPAIGN_CONTRACTS = Path.of("src/test/resources/campaign");

    private final Path home;
    private final Path inbox;
    private final Path contracts;
    private final Catalog catalog;
    private final FillableDisk disk;
    private final Map<String, Relay> kafkaRelays;
    private final Relay databaseRelay;
    /** The lake and its store, which has no failures of its own. */
    private final TestS3Server store;

    private final Relay storeRelay;
    private final TestApiServer api;
    private final Relay apiRelay;
    private final BrokerLauncher brokerLauncher;
    private final ProcessComponent broker;
    private final PostgresComponent postgres;
    private final ProcessComponent streams;
    private final ConnectWorkers source;
    private final ConnectWorkers sink;
    private volatile boolean keepsDisk;

    private TestCluster(Path home, SourceVariant variant) throws Exception {
        this.home = Files.createDirectories(home);
        inbox = Files.createDirectories(home.resolve("inbox"));
        contracts = home.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        DirectoryCopy.copy(CAMPAIGN_CONTRACTS, contracts);
        store = new TestS3Server(LakeService.BUCKET);
        storeRelay = new Relay(store.port());
        LakeService.writeFeedFile(contracts, storeRelay.port());
        api = new TestApiServer();
        apiRelay = new Relay(api.port());
        ApiService.writeFeedFile(contracts, apiRelay.port());
        catalog = Catalog.load(contracts);
        disk = FillableDisk.mount(home.resolve("disk"));
        UnpackedArchives archives = UnpackedArchives.unpack(home.resolve("installed"));
        kafkaRelays = Map.of(
                "SOURCE", new Relay(FreePort.any()),
                "STREAMS", new Relay(FreePort.any()),
                "SINK", new Relay(FreePort.any()));
        brokerLauncher = new BrokerLauncher(home.resolve("broker"), brokerData(), kafkaRelays);
        broker = new ProcessComponent("broker", brokerLauncher::launch);
        postgres = new PostgresComponent(disk.path());
        databaseRelay = new Relay(postgres.port());
        streams = new ProcessComponent("streams app", incarnation -> launchStreams(archives, incarnation));
        source = new ConnectWorkers(
                "source", home.resolve("source"), relayTo("SOURCE"), variant.plugins(archives.source()));
        sink = new ConnectWorkers("sink", home.resolve("sink"), relayTo("SINK"), archives.sink());
    }

    /** Starts all components, with their data below the home directory. Returns when they are running. */
    static TestCluster start(Path home) throws Exception {
        return start(home, SourceVariant.SHIPPED);
    }

    static TestCluster start(Path home, SourceVariant variant) throws Exception {
        TestCluster cluster = new TestCluster(home, variant);
        boolean started = false;
        try {
            cluster.start(variant);
            started = true;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
        return cluster;
    }

    private void start(SourceVariant variant) throws Exception {
        broker.start();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokerLauncher.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "120000"))) {
            requireResponse(admin);
            streams.start();
            source.worker().start();
            sink.worker().start();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(admin.listTopics().names().get())
                            .as(() -> streams.process().output())
                            .containsAll(ConnectorConfigs.sinkTopics(catalog)));
        }
        source.put(ConnectorConfigs.SOURCE, variant.configure(StageConfig.files(catalog, inbox, archive())), TASKS);
        source.put(
                ConnectorConfigs.S3,
                StageConfig.beyondTheDisk(ConnectorConfigs.S3, catalog),
                catalog.s3Feeds().size());
        source.put(
                ConnectorConfigs.HTTP,
                StageConfig.beyondTheDisk(ConnectorConfigs.HTTP, catalog),
                catalog.httpFeeds().size());
        sink.put(ConnectorConfigs.SINK, StageConfig.sink(catalog, contracts, databaseRelay.port()), TASKS);
        source.awaitRunning(TIMEOUT);
        sink.awaitRunning(TIMEOUT);
    }

    private void requireResponse(Admin admin) throws InterruptedException {
        try {
            admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "the broker does not respond: " + broker.process().output(), e);
        }
    }

    private String relayTo(String client) {
        return "127.0.0.1:" + kafkaRelays.get(client).port();
    }

    private ChildProcess launchStreams(UnpackedArchives archives, int incarnation) throws IOException {
        // an instance that replaces a frozen one must not wait for the lock on its state directory
        Path state = streamsState(incarnation % 2);
        Path config = home.resolve("streams.properties." + incarnation % 2);
        Files.writeString(config, StageConfig.streams(relayTo("STREAMS"), contracts, state));
        return ChildProcess.shell(
                home.resolve("streams.out"),
                "JAVA_OPTS=-XX:TieredStopAtLevel=1 exec " + archives.streams() + " --config '" + config + "'");
    }

    private Path streamsState(int instance) {
        return disk.path().resolve("streams-" + instance);
    }

    /** Deletes the streams app's stores, which is stopped. */
    void deleteStreamsState() throws IOException {
        for (int instance = 0; instance < 2; instance++) {
            Directories.delete(streamsState(instance));
        }
    }

    Path home() {
        return home;
    }

    /** The directory of the broker's topics. */
    Path brokerData() {
        return disk.path().resolve("broker");
    }

    /** The directory of the contracts. */
    Path contracts() {
        return contracts;
    }

    Catalog catalog() {
        return catalog;
    }

    Path inbox() {
        return inbox;
    }

    Path archive() {
        return home.resolve("inbox-archive");
    }

    FillableDisk disk() {
        return disk;
    }

    /** The direct listener, which bypasses all relays. */
    String bootstrapServers() {
        return brokerLauncher.bootstrapServers();
    }

    ProcessComponent broker() {
        return broker;
    }

    PostgresComponent postgres() {
        return postgres;
    }

    ProcessComponent streams() {
        return streams;
    }

    ConnectWorkers source() {
        return source;
    }

    ConnectWorkers sink() {
        return sink;
    }

    /** All components in start order. */
    List<PipelineComponent> components() {
        return List.of(broker, postgres, streams, source.worker(), sink.worker());
    }

    Relay sourceToBroker() {
        return kafkaRelays.get("SOURCE");
    }

    Relay streamsToBroker() {
        return kafkaRelays.get("STREAMS");
    }

    Relay sinkToBroker() {
        return kafkaRelays.get("SINK");
    }

    Relay sourceToStore() {
        return storeRelay;
    }

    Relay sourceToApi() {
        return apiRelay;
    }

    TestApiServer api() {
        return api;
    }

    /** What is in the lake. */
    TestBucket lake() {
        return store.bucket();
    }

    Relay sinkToDatabase() {
        return databaseRelay;
    }

    /** Keeps the disk mounted after {@link #close}, for analysis. */
    void keepDisk() {
        keepsDisk = true;
    }

    @Override
    public void close() throws Exception {
        source.worker().kill();
        sink.worker().kill();
        streams.kill();
        broker.kill();
        postgres.close();
        kafkaRelays.values().forEach(Relay::close);
        databaseRelay.close();
        storeRelay.close();
        store.close();
        apiRelay.close();
        api.close();
        if (!keepsDisk) {
            disk.close();
        }
    }
}
