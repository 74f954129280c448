package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.RowReader;
import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that the streams app never writes. Each becomes a row or is quarantined, and the others are written. */
class BadRecordsTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition INVALID = new TopicPartition(GaugeRecords.INVALID, 0);
    private static final TopicPartition LEDGER = new TopicPartition(Topics.LEDGER, 0);
    private static final int BATCH = 40;

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(1000);
    private final RowReader rows =
            GaugeRecords.catalog().rowReader(GaugeRecords.catalog().contracts().get(0));
    private final List<byte[]> states = new ArrayList<>();
    private int invalids;
    private int counts;

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void everyRecordBecomesARowOrIsQuarantined() throws SQLException {
        FakeTopics.Entry good = GaugeRecords.state(7, 1, "1.5");
        List<byte[]> seeds = new ArrayList<>(
                List.of(good.value(), good.key(), GaugeRecords.text("cards|invalid|x-1"), GaugeRecords.text("7")));
        seeds.addAll(good.headers().values());
        seeds.addAll(GaugeRecords.invalid("{").headers().values());
        Corpus.files().stream().limit(20).map(BadEvent::bytes).forEach(seeds::add);
        worker.start(STATE, INVALID, LEDGER);
        Fuzz fuzz = Fuzz.of("records", 800);
        Random random = fuzz.random();

        fuzz.run(seeds, bytes -> {
            append(bytes, random);
            if (states.size() % BATCH == 0) {
                writeAndCheck();
            }
        });

        writeAndCheck();
    }

    private void append(byte[] bytes, Random random) {
        // Every record has a distinct row and a distinct key, even if damaged: only the newest of a key is written.
        FakeTopics.Entry state = damaged(GaugeRecords.state(states.size(), 1, "1"), bytes, random);
        log.append(STATE, state);
        states.add(state.value());
        log.append(INVALID, damaged(GaugeRecords.invalid("{"), bytes, random));
        invalids++;
        log.append(LEDGER, damaged(GaugeRecords.count("gauges|invalid|a-" + random.nextInt(3), 7), bytes, random));
        counts++;
    }

    /** The entry with its key, its value or one of its headers replaced or removed. */
    private static FakeTopics.Entry damaged(FakeTopics.Entry entry, byte[] bytes, Random random) {
        byte[] damage = random.nextInt(20) == 0 ? null : bytes;
        Map<String, byte[]> headers = new HashMap<>(entry.headers());
        List<String> names = List.of(
                Headers.FILE,
                Headers.OFFSET,
                Headers.MODIFIED,
                Headers.VERSION,
                Headers.FEED,
                Headers.REASONS,
                Headers.FULL_SIZE);
        return switch (random.nextInt(3)) {
            case 0 ->
                new FakeTopics.Entry(damage == null ? null : concatenate(damage, entry.key()), entry.value(), headers);
            case 1 -> new FakeTopics.Entry(entry.key(), damage, headers);
            default -> {
                headers.put(names.get(random.nextInt(names.size())), damage);
                yield new FakeTopics.Entry(entry.key(), entry.value(), headers);
            }
        };
    }

    private static byte[] concatenate(byte[] one, byte[] other) {
        byte[] result = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, result, one.length, other.length);
        return result;
    }

    private void writeAndCheck() throws SQLException {
        worker.drain();
        assertThat(worker.retries()).isEmpty();
        assertThat(database.rows("SELECT topic, next_offset FROM wherry_offsets ORDER BY topic"))
                .containsExactly(
                        INVALID.topic() + "|" + invalids,
                        LEDGER.topic() + "|" + counts,
                        STATE.topic() + "|" + states.size());
        assertThat(database.rows("SELECT count(*) FROM quarantine WHERE topic = '" + INVALID.topic() + "'"))
                .containsExactly(Integer.toString(invalids));
        Set<String> quarantined = new HashSet<>(
                database.rows("SELECT record_offset FROM quarantine WHERE topic = '" + STATE.topic() + "'"));
        Set<String> keys = new HashSet<>(database.rows("SELECT station, id FROM gauges"));
        for (int offset = 0; offset < states.size(); offset++) {
            if (!quarantined.contains(Integer.toString(offset))) {
                byte[] event = states.get(offset);
                Object[] row = rows.read(event);
                assertThat(keys)
                        .as(() -> new String(event, StandardCharsets.UTF_8))
                        .contains(row[0] + "|" + row[1]);
            }
        }
    }

    @Test
    void writesDifferentKeysOfTheSameRowOneAfterAnother() throws SQLException {
        FakeTopics.Entry older = GaugeRecords.state(7, 1, "1");
        FakeTopics.Entry newer = GaugeRecords.state(7, 2, "2");
        log.append(
                STATE,
                new FakeTopics.Entry(GaugeRecords.text("one"), newer.value(), newer.headers()),
                GaugeRecords.state(8, 1, "3"));
        log.append(STATE, new FakeTopics.Entry(GaugeRecords.text("another"), older.value(), older.headers()));
        log.append(LEDGER, GaugeRecords.count("gauges|invalid|x", 1), GaugeRecords.count("gauges|INVALID|x", 2));

        worker.start(STATE, LEDGER).drain();

        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("7|2", "8|3");
        assertThat(database.rows("SELECT reasons FROM quarantine WHERE topic = 'state.gauge'"))
                .isEmpty();
    }
}
