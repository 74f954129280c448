package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Catalog;
import dev.wherry.http.HttpSourceTask;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.connectors.ConnectorsConfig;
import dev.wherry.testing.connect.FakeOffsets;
import dev.wherry.testing.connect.FakeSourceWorker;
import dev.wherry.testing.connect.PublishedFiles;
import dev.wherry.wire.Topics;
import dev.wherry.wire.source.DayRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills the source of {@code examples/zingest} between every two pages of the API, twice: before the page is committed, and
 * after that. A kill discards the connector's task with everything in its memory. What is committed goes through the real
 * topology and the sink's real writer into PostgreSQL. {@link ZingestApiTest} kills a process instead.
 */
class ZingestApiKillsTest {
    private static final int SCOPES = 42;
    private static final int MAX_IDLE_POLLS = 600;
    private static final String TABLES = "z.balance_transaction, z.balance_transaction_fee, z.charge, z.charge_refund,"
            + " z.customer, z.dispute, z.event, z.refund";

    @TempDir
    Path path;

    private final FakeOffsets offsets = new FakeOffsets();
    private final PublishedFiles files = new PublishedFiles();
    private final List<SourceRecord> published = new ArrayList<>();

    /** The numbers of documents are exact multiples of a page, whose first one repeats the last one if it is inclusive. */
    @ParameterizedTest(name = "inclusive: {0}")
    @CsvSource({"false, 20", "true, 19"})
    void eachDocumentIsPublishedOnceAndTheTablesHoldTheTruth(boolean inclusive, int perDay) throws Exception {
        try (ZingestApi api = new ZingestApi(new PipelineDirectory(path), inclusive, perDay)) {
            api.feed("method: POST", "method: POST\n    parallel: 1");
            int kills = killBetweenPages(options(api));

            assertThat(kills).isGreaterThanOrEqualTo(2 * 2 * SCOPES);
            assertThat(api.server().errors()).isGreaterThan(api.server().requests() / 10);
            api.assertEachOnce(published.stream()
                    .map(record -> Map.entry(text(record.key()), text(record.value())))
                    .toList());
            files.requireTrue();
            assertThat(files.unfinished()).isZero();
            assertTables(api);
        }
    }

    /** As {@code wherry run --days} configures the connector. No transaction has documents of two pages. */
    private static Map<String, String> options(ZingestApi api) {
        ConnectorsConfig.Days days =
                new ConnectorsConfig.Days(DayRange.of(ZingestApi.DAYS).orElseThrow(), Instant.EPOCH);
        ConnectorsConfig defaults = ConnectorsConfig.DEFAULT;
        ConnectorsConfig choices = new ConnectorsConfig(
                defaults.onFinish(), defaults.quietPeriod(), 1, 1, Map.of(), Map.of(), Optional.of(days));
        Map<String, String> options = new HashMap<>(
                ConnectorConfigs.sources(Catalog.load(api.directory().contracts()), "none", "none", choices)
                        .get(ConnectorConfigs.HTTP));
        options.put("batch.max.records", "1");
        return ZingestApi.resolved(options);
    }

    /** Returns how often the source was killed. */
    private int killBetweenPages(Map<String, String> options) {
        int kills = 0;
        while (!pageOfNewTask(options, false).isEmpty()) {
            pageOfNewTask(options, true);
            kills += 2;
        }
        return kills;
    }

    private List<SourceRecord> pageOfNewTask(Map<String, String> options, boolean commits) {
        FakeSourceWorker worker =
                new FakeSourceWorker(new HttpSourceTask(), options, offsets, new ArrayList<>(), files);
        try {
            List<SourceRecord> page = page(worker);
            if (commits) {
                worker.commit(page);
                documents(page).forEach(published::add);
            }
            return page;
        } finally {
            worker.stop(); // ends the threads; stores nothing
        }
    }

    private static List<SourceRecord> page(FakeSourceWorker worker) {
        for (int i = 0; i < MAX_IDLE_POLLS; i++) {
            List<SourceRecord> records = worker.poll();
            assertThat(documents(records).map(record -> text(record.key())).distinct())
                    .hasSizeLessThan(2);
            if (!records.isEmpty() || (worker.metric("scans-total") > 0 && worker.metric("files-pending") == 0)) {
                return records;
            }
        }
        throw new AssertionError("still pending: " + worker.metrics().text("problems"));
    }

    private static Stream<SourceRecord> documents(List<SourceRecord> records) {
        return records.stream().filter(record -> !record.topic().equals(Topics.FILES));
    }

    private void assertTables(ZingestApi api) throws Exception {
        try (TopologyToTables pipeline = new TopologyToTables(
                api.directory().contracts(), api.directory().home())) {
            Random random = new Random(1);
            pipeline.write(pipeline.records(this::send, path.resolve("state"), random), TABLES, random);
            for (Map.Entry<String, String> truth : api.truthByQuery().entrySet()) {
                assertThat(pipeline.csv(truth.getKey())).as(truth.getKey()).isEqualTo(truth.getValue());
            }
        }
    }

    private void send(TopologyTestDriver driver) {
        var raw = driver.createInputTopic(Topics.raw("zingest"), new ByteArraySerializer(), new ByteArraySerializer());
        for (SourceRecord record : published) {
            RecordHeaders headers = new RecordHeaders();
            record.headers().forEach(header -> headers.add(header.key(), (byte[]) header.value()));
            raw.pipeInput(new TestRecord<>((byte[]) record.key(), (byte[]) record.value(), headers, 1L));
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
