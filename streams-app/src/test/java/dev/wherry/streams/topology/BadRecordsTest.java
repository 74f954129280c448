package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.badinput.Fuzz;
import dev.wherry.wire.Headers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds raw records with random keys, values and headers. */
class BadRecordsTest {
    private static final List<String> HEADERS = List.of(
            Headers.FILE,
            Headers.OFFSET,
            Headers.MODIFIED,
            Headers.FULL_SIZE,
            Headers.REASONS,
            Headers.FORMAT,
            Headers.LINE,
            Headers.FAULT,
            "other");

    /** Far below the maximum record size of a topic. */
    private static final int MAX_REASONS_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void everyRecordHasExactlyOneOutcome() {
        List<byte[]> seeds = new ArrayList<>();
        Corpus.files().stream().map(BadEvent::bytes).forEach(seeds::add);
        List.of(
                        "{\"type\": \"reading\", \"id\": \"a\", \"sensor\": \"x\", \"n\": 1, \"value\": 1.5}",
                        "{\"type\": \"device\", \"id\": \"b\", \"device\": 7, \"n\": 2}",
                        "1700000000000000000",
                        "-1",
                        "sensors/a.json",
                        "bad_array: is cut off",
                        "{\"encoding\":\"utf-16le\"}",
                        "{\"csv\":{\"columns\":[\"type\",\"id\",\"sensor\",\"n\"],\"delimiter\":\",\",\"quote\":\"\\\"\","
                                + "\"null\":[\"\"],\"true\":[],\"false\":[]}}")
                .forEach(text -> seeds.add(text.getBytes(UTF_8)));
        String feed = "sensors";
        Fuzz fuzz = Fuzz.of("raw-records", 1_000);
        Random random = fuzz.random();
        try (TestPipeline pipeline = new TestPipeline(directory)) {
            long[] sent = {0};

            fuzz.run(seeds, bytes -> {
                pipeline.send(feed, record(bytes, random));
                sent[0]++;
                pipeline.invalid(feed).forEach(invalid -> assertThat(
                                invalid.headers().lastHeader(Headers.REASONS).value().length)
                        .isLessThan(MAX_REASONS_BYTES));
            });

            Map<String, Long> outcomes = pipeline.ledger().get(feed);
            assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
                    .as(outcomes::toString)
                    .isEqualTo(sent[0]);
        }
    }

    private static TestRecord<byte[], byte[]> record(byte[] bytes, Random random) {
        RecordHeaders headers = new RecordHeaders();
        if (random.nextBoolean()) {
            headers.add(HEADERS.get(random.nextInt(HEADERS.size())), random.nextInt(9) == 0 ? null : bytes);
        }
        byte[] key = random.nextInt(4) == 0 ? null : bytes;
        return new TestRecord<>(key, random.nextInt(40) == 0 ? null : bytes, headers, 1L);
    }
}
