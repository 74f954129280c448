package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures what children cost: parents with four children each, and as many rows of a table without children, in batches that
 * write 5000 rows; first into empty tables, then as updates of all rows. Only the ratios are comparable between machines. Not a
 * test.
 */
final class ChildThroughputMain {
    private static final int PARENTS = 40_000;
    private static final int CHILDREN = 4;
    private static final int ROWS = PARENTS * (1 + CHILDREN);
    private static final int ROWS_PER_BATCH = 5_000;

    private static final String CONTRACT = """
            type: %1$s
            feeds: [%1$s]
            match: all
            schema: schema.json
            key: [%2$s]
            keep: latest
            version: [{from: /seq, as: integer}]
            table: %1$s
            columns:
              shop:    {from: /shop, type: text}
              id:      {from: /id, type: bigint}
            %3$s  version: {from: "@version", type: bytea}
            """;
    private static final String LINE_COLUMNS = """
              sku:     {from: /sku, type: text}
              amount:  {from: /amount, type: bigint}
            """;
    private static final String LINES = """
            children:
              order_lines:
                each: /lines
                key: [/sku]
                columns:
                  shop:   {from: "@parent/shop", type: text}
                  id:     {from: "@parent/id", type: bigint}
                  sku:    {from: /sku, type: text}
                  amount: {from: /amount, type: bigint}
            """;
    private static final String TABLES = """
            CREATE TABLE parents (shop text, id bigint, version bytea NOT NULL, PRIMARY KEY (shop, id));
            CREATE TABLE order_lines (shop text, id bigint, sku text, amount bigint, PRIMARY KEY (shop, id, sku));
            CREATE TABLE rows (shop text, id bigint, sku text, amount bigint, version bytea NOT NULL,
                PRIMARY KEY (shop, id, sku));
            """;

    private ChildThroughputMain() {}

    public static void main(String[] args) throws IOException, SQLException {
        Path contracts = Files.createTempDirectory("children");
        write(contracts, "parents", "/shop, /id", "", LINES);
        write(contracts, "rows", "/shop, /id, /sku", LINE_COLUMNS, "");
        Files.writeString(Files.createDirectory(contracts.resolve("migrations")).resolve("V1__tables.sql"), TABLES);
        Catalog catalog = Catalog.load(contracts);
        ThroughputRounds.run(5, database -> measure(catalog, contracts, database));
    }

    private static void write(Path contracts, String type, String key, String columns, String children)
            throws IOException {
        Path own = Files.createDirectory(contracts.resolve(type));
        Files.writeString(own.resolve("contract.yaml"), CONTRACT.formatted(type, key, columns) + children);
        Files.writeString(own.resolve("schema.json"), "{}");
    }

    private static void measure(Catalog catalog, Path contracts, TestDatabase database) throws SQLException {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", contracts.toString());
        List<String> result = new ArrayList<>();
        for (String type : List.of("rows", "parents")) {
            TopicPartition topic = new TopicPartition(Topics.state(type), 0);
            int batch = type.equals("rows") ? ROWS_PER_BATCH : ROWS_PER_BATCH / (1 + CHILDREN);
            FakeTopics log = new FakeTopics();
            try (FakeWorker worker =
                    new FakeWorker(log, configuration).batchSize(batch).start(topic)) {
                for (int generation = 1; generation <= 2; generation++) {
                    List<FakeTopics.Entry> entries = entries(catalog.validator(type), type, generation);
                    log.append(topic, entries.toArray(FakeTopics.Entry[]::new));
                    long start = System.nanoTime();
                    worker.drain();
                    double seconds = (System.nanoTime() - start) / 1e9;
                    result.add("%s %s: %.1fk rows/s"
                            .formatted(type, generation == 1 ? "inserted" : "updated", ROWS / seconds / 1_000));
                }
            }
        }
        System.out.println(String.join("; ", result));
    }

    private static List<FakeTopics.Entry> entries(EventValidator validator, String type, int generation) {
        List<String> events = new ArrayList<>();
        for (int id = 0; id < PARENTS; id++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < CHILDREN; line++) {
                lines.add("{\"sku\": \"article %d\", \"amount\": %d}".formatted(line, id + generation));
            }
            String head = "\"shop\": \"Aarhus\", \"id\": %d, \"seq\": %d".formatted(id, generation);
            if (type.equals("parents")) {
                events.add("{" + head + ", \"lines\": " + lines + "}");
            } else {
                lines.add("{\"sku\": \"article 4\", \"amount\": 1}");
                lines.forEach(line -> events.add("{" + head + ", " + line.substring(1)));
            }
        }
        Collections.shuffle(events, new Random(generation));
        return events.stream().map(event -> entry(validator, event)).toList();
    }

    private static FakeTopics.Entry entry(EventValidator validator, String text) {
        byte[] event = GaugeRecords.text(text);
        Verdict.Valid valid = (Verdict.Valid) validator.validate(event, HeaderReader.NONE);
        return new FakeTopics.Entry(
                valid.key(),
                event,
                Map.of(Headers.FILE, GaugeRecords.text("a.json"), Headers.VERSION, valid.version()));
    }
}
