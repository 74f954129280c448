package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology over contracts of the tests' own, without a broker. Remembers what its topics hold. */
final class TestPipeline implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final byte[] FILE_KEY = "sensors/a.ndjson".getBytes(UTF_8);
    private static final Catalog CATALOG = Catalog.load(Path.of("src/test/resources/contracts"));

    private final TopologyTestDriver driver;
    private final Map<String, Map<String, TestRecord<byte[], byte[]>>> states = new TreeMap<>();
    private final Map<String, String> ledger = new TreeMap<>();

    TestPipeline(Path stateDirectory) {
        this(stateDirectory, topology());
    }

    TestPipeline(Path stateDirectory, Topology topology) {
        Properties settings = settings();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        this.driver = new TopologyTestDriver(topology, settings);
    }

    static Topology topology() {
        return topology(CATALOG, PARTITIONS);
    }

    static Topology topology(Catalog catalog, int partitions) {
        return PipelineTopology.build(catalog, partitions, new StreamsConfig(settings()));
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return settings;
    }

    void send(TestEvent event) {
        send(event.feed(), event.record());
    }

    void send(String feed, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(Topics.raw(feed), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** A record of the topic of finished files. */
    void sendStatement(byte[] statement, long timestamp) {
        driver.createInputTopic(Topics.FILES, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(FILE_KEY, statement, timestamp);
    }

    /** The records of the topic of finished files since the last call, those of the topology too. */
    List<FileStatement> statements() {
        return read(Topics.FILES).stream()
                .map(record -> FileStatement.ofJson(record.value()))
                .toList();
    }

    /** The receipts since the last call. */
    List<Receipt> receipts() {
        return read(Topics.RECEIPTS).stream()
                .map(record -> {
                    Receipt receipt = Receipt.ofJson(record.value());
                    assertThat(new String(record.key(), UTF_8)).isEqualTo(receipt.key());
                    return receipt;
                })
                .toList();
    }

    /** The number of files in the store of those without a receipt. */
    long unfinishedFiles() {
        long files = 0;
        try (KeyValueIterator<String, byte[]> all = driver.<String, byte[]>getKeyValueStore(NodeNames.UNFINISHED_FILES)
                .all()) {
            for (; all.hasNext(); all.next()) {
                files++;
            }
        }
        return files;
    }

    /** The last record of every key of a type. */
    Map<String, TestRecord<byte[], byte[]>> state(String type) {
        Map<String, TestRecord<byte[], byte[]>> state = states.computeIfAbsent(type, any -> new TreeMap<>());
        read(Topics.state(type)).forEach(record -> state.put(new String(record.key(), UTF_8), record));
        return state;
    }

    /** The type's events since the last call. */
    List<TestRecord<byte[], byte[]>> events(String type) {
        return read(Topics.events(type));
    }

    /** The feed's invalid records since the last call. */
    List<TestRecord<byte[], byte[]>> invalid(String feed) {
        return read(Topics.invalid(feed));
    }

    /** The counts of every feed by outcome. */
    Map<String, Map<String, Long>> ledger() {
        driver.advanceWallClockTime(CountOutcomesProcessor.PUBLISH_INTERVAL);
        driver.createOutputTopic(Topics.LEDGER, new StringDeserializer(), new StringDeserializer())
                .readRecordsToList()
                .forEach(record -> ledger.put(record.key(), record.value()));
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        ledger.forEach((text, count) -> {
            LedgerKey key = LedgerKey.parse(text);
            counts.computeIfAbsent(key.feed(), any -> new TreeMap<>())
                    .merge(key.outcome().label(), Long.valueOf(count), Long::sum);
        });
        return counts;
    }

    /** How many ledger records the topic has got since the last call. */
    int ledgerRecords() {
        driver.advanceWallClockTime(CountOutcomesProcessor.PUBLISH_INTERVAL);
        return driver.createOutputTopic(Topics.LEDGER, new StringDeserializer(), new StringDeserializer())
                .readRecordsToList()
                .size();
    }

    /**
     * What was written to each topic since the last call, internal ones included; those that were not written to are
     * left out.
     */
    Map<String, Written> written() {
        Map<String, Written> written = new TreeMap<>();
        for (String topic : driver.producedTopicNames()) {
            Written sum = read(topic).stream().map(Written::of).reduce(Written.NOTHING, Written::plus);
            if (sum.records() > 0) {
                written.put(topic, sum);
            }
        }
        return written;
    }

    /** Records, and the bytes of their keys, values and headers. */
    record Written(int records, long bytes) {
        static final Written NOTHING = new Written(0, 0);

        static Written of(TestRecord<byte[], byte[]> record) {
            long bytes = size(record.key()) + size(record.value());
            for (Header header : record.headers()) {
                bytes += header.key().length() + size(header.value());
            }
            return new Written(1, bytes);
        }

        Written plus(Written more) {
            return new Written(records + more.records, bytes + more.bytes);
        }

        private static long size(byte[] bytes) {
            return bytes == null ? 0 : bytes.length;
        }
    }

    /** The types of state tables. */
    static List<String> stateTypes() {
        return CATALOG.contracts().stream()
                .filter(contract -> !contract.isEventTable())
                .map(Contract::type)
                .toList();
    }

    /** The types of event tables and histories. */
    static List<String> eventTypes() {
        return CATALOG.contracts().stream()
                .filter(contract ->
                        contract.isEventTable() || contract.history().isPresent())
                .map(Contract::type)
                .toList();
    }

    static List<String> feeds() {
        return new ArrayList<>(CATALOG.feeds());
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
