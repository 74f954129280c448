package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.sink.database.PlainCopy;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures the task without a worker: cards in batches of 5000, first into an empty table, then as updates of all rows.
 * The baseline is a plain binary COPY of the same rows into a table with the same primary key. Only the ratios are
 * comparable between machines. Not a test.
 */
final class ThroughputMain {
    private static final int ROWS = 200_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final TopicPartition CARDS = new TopicPartition(Topics.state("card"), 0);

    private ThroughputMain() {}

    public static void main(String[] args) throws IOException, SQLException {
        Path contracts = Path.of(args.length > 0 ? args[0] : "../contracts");
        Catalog catalog = Catalog.load(contracts);
        ThroughputRounds.run(4, database -> measure(catalog, contracts, database));
    }

    private static void measure(Catalog catalog, Path contracts, TestDatabase database) throws SQLException {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("contracts", contracts.toString());
        FakeTopics log = new FakeTopics();
        try (FakeWorker worker =
                new FakeWorker(log, configuration).batchSize(5_000).start(CARDS)) {
            Contract card = catalog.contracts().stream()
                    .filter(contract -> contract.type().equals("card"))
                    .findFirst()
                    .orElseThrow();
            List<FakeTopics.Entry> first = cards(catalog, 1);
            Rate copied = rate(() -> PlainCopy.run(database, catalog, card, first));
            log.append(CARDS, first.toArray(FakeTopics.Entry[]::new));
            Rate inserted = rate(worker::drain);
            log.append(CARDS, cards(catalog, 2).toArray(FakeTopics.Entry[]::new));
            Rate updated = rate(worker::drain);
            System.out.printf(
                    "plain COPY %s; sink into an empty table %s; sink updates %s%n", copied, inserted, updated);
        }
    }

    private static List<FakeTopics.Entry> cards(Catalog catalog, int generation) {
        EventValidator validator = catalog.validator("cards");
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < ROWS; id++) {
            ids.add(id);
        }
        Collections.shuffle(ids, new Random(generation));
        return ids.stream().map(id -> card(validator, id, generation)).toList();
    }

    private static FakeTopics.Entry card(EventValidator validator, int id, int generation) {
        String time =
                LocalDateTime.of(2021, 1, 1, 0, 0).plusSeconds(id + generation).format(TIME);
        byte[] event = GaugeRecords.text("""
                {
                  "metadata": {"type": "card", "event_at": "%s", "event_id": "%s"},
                  "payload": {"id": %d, "user_id": %d, "created_by_name": "Jane Doe", "updated_at": "%s",
                    "created_at": "%s", "active": true}
                }""".formatted(time, new UUID(generation, id), id, id % 1000, time, time));
        Verdict.Valid valid = (Verdict.Valid) validator.validate(event, HeaderReader.NONE);
        return new FakeTopics.Entry(
                valid.key(),
                event,
                Map.of(
                        Headers.FEED, GaugeRecords.text("cards"),
                        Headers.FILE, GaugeRecords.text("cards/" + new UUID(generation, id) + ".json"),
                        Headers.OFFSET, GaugeRecords.text("0"),
                        Headers.VERSION, valid.version()));
    }

    private static Rate rate(Work work) throws SQLException {
        long cpu = TaskThreads.cpuNanos();
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        return new Rate(end - start, TaskThreads.cpuNanos() - cpu);
    }

    /** @param cpuNanos of the task's threads, which does not depend on the load of the machine */
    private record Rate(long nanos, long cpuNanos) {
        @Override
        public String toString() {
            return "%.0f rows/s (client %.1f µs a row)".formatted(ROWS * 1e9 / nanos, cpuNanos / 1e3 / ROWS);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }
}
