package dev.wherry.it.faults;

import dev.wherry.it.Await;
import dev.wherry.it.ChildProcess;
import dev.wherry.it.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The whole pipeline as an operator has it, every part a process of its own and installed from its archive, with a relay
 * on each way over the network. Its timeouts are short, so that what waits for them waits for seconds.
 */
final class TestCluster implements AutoCloseable {
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than every session and transaction lasts. */
    static final Duration LONGER_THAN_TIMEOUTS = Duration.ofSeconds(7);

    static final int TASKS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> TOPICS =
            Set.of("raw.users", "raw.cards", "invalid.users", "invalid.cards", "state.user", "state.card", "ledger");

    private final Path home;
    private final Path inbox;
    private final FillableDisk disk;
    private final Map<String, Relay> kafkaRelays;
    private final Relay databaseRelay;
    private final BrokerLauncher kafka;
    private final ProcessComponent broker;
    private final PostgresComponent postgres;
    private final ProcessComponent streams;
    private final ConnectWorkers source;
    private final ConnectWorkers sink;
    private volatile boolean keepsDisk;

    private TestCluster(Path home, SourceVariant variant) throws Exception {
        this.home = Files.createDirectories(home);
        inbox = Files.createDirectories(home.resolve("inbox"));
        disk = FillableDisk.mount(home.resolve("disk"));
        UnpackedArchives installation = UnpackedArchives.unpack(home.resolve("installed"));
        kafkaRelays = Map.of(
                "SOURCE", new Relay(FreePort.any()),
                "STREAMS", new Relay(FreePort.any()),
                "SINK", new Relay(FreePort.any()));
        kafka = new BrokerLauncher(home.resolve("broker"), disk.path().resolve("broker"), kafkaRelays);
        broker = new ProcessComponent("broker", kafka::launch);
        postgres = new PostgresComponent(disk.path());
        databaseRelay = new Relay(postgres.port());
        streams = new ProcessComponent("streams app", incarnation -> launchStreams(installation, incarnation));
        source = new ConnectWorkers(
                "source",
                "wherry-files",
                TASKS,
                home.resolve("source"),
                behind("SOURCE"),
                variant.plugins(installation.source()));
        sink = new ConnectWorkers(
                "sink", "wherry-warehouse", TASKS, home.resolve("sink"), behind("SINK"), installation.sink());
    }

    /** Starts everything below that home, and returns when all of it runs. */
    static TestCluster start(Path home) throws Exception {
        return start(home, SourceVariant.SHIPPED);
    }

    static TestCluster start(Path home, SourceVariant variant) throws Exception {
        TestCluster rig = new TestCluster(home, variant);
        boolean begun = false;
        try {
            rig.begin(variant);
            begun = true;
        } finally {
            if (!begun) {
                rig.close();
            }
        }
        return rig;
    }

    private void begin(SourceVariant variant) throws Exception {
        broker.start();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "120000"))) {
            awaitAnswer(admin);
            streams.start();
            source.worker().start();
            sink.worker().start();
            Await.until(PATIENCE, () -> admin.listTopics().names().get().containsAll(TOPICS), () -> streams.process()
                    .output());
        }
        source.put(variant.configure(StageConfig.source(inbox)));
        sink.put(StageConfig.sink(databaseRelay.port()));
        source.awaitRunning(PATIENCE);
        sink.awaitRunning(PATIENCE);
    }

    private void awaitAnswer(Admin admin) throws InterruptedException {
        try {
            admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "the broker does not answer: " + broker.process().output(), e);
        }
    }

    private String behind(String client) {
        return "127.0.0.1:" + kafkaRelays.get(client).port();
    }

    private ChildProcess launchStreams(UnpackedArchives installation, int incarnation) throws IOException {
        // one that takes over from a frozen one must not wait for the lock on its directory
        Path state = disk.path().resolve("streams-" + incarnation % 2);
        Path config = home.resolve("streams.properties." + incarnation % 2);
        Files.writeString(config, StageConfig.streams(behind("STREAMS"), state));
        return ChildProcess.shell(
                home.resolve("streams.out"),
                "JAVA_OPTS=-XX:TieredStopAtLevel=1 exec " + installation.streams() + " --config '" + config + "'");
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

    /** Past every relay. */
    String bootstrapServers() {
        return kafka.bootstrapServers();
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

    /** In the order of a start. */
    List<PipelineComponent> parts() {
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

    Relay sinkToDatabase() {
        return databaseRelay;
    }

    /** Leaves what is on the disk for somebody to look at. */
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
        if (!keepsDisk) {
            disk.close();
        }
    }
}
