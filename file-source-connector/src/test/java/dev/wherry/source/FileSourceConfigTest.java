package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSourceConfigTest {
    private static final Map<String, String> LEAST = Map.of("inbox", "/data/inbox", "feeds", "users,cards");

    @Test
    void defaults() {
        FileSourceConfig config = new FileSourceConfig(LEAST);
        assertAll(
                () -> assertEquals(Path.of("/data/inbox"), config.inbox()),
                () -> assertEquals(List.of("users", "cards"), config.feeds()),
                () -> assertEquals(List.of("*.json"), config.getList("document.patterns")),
                () -> assertEquals(List.of("*.ndjson", "*.jsonl"), config.getList("lines.patterns")),
                () -> assertEquals(OnFinish.ARCHIVE, config.onFinish()),
                () -> assertEquals(Path.of("/data/inbox-archive"), config.archiveDirectory()),
                () -> assertTrue(config.linesFinishedAfter().isNegative()),
                () -> assertEquals(Duration.ofSeconds(10), config.quietPeriod()),
                () -> assertEquals(Duration.ofSeconds(10), config.rescanInterval()),
                () -> assertEquals(5000, config.batchMaxRecords()),
                () -> assertEquals(8_388_608, config.batchMaxBytes()),
                () -> assertEquals(1_000_000, config.eventMaxBytes()),
                () -> assertEquals(1, config.share().tasks()));
    }

    @Test
    void everyOptionIsRead() {
        Map<String, String> given = Map.ofEntries(
                Map.entry("inbox", "/drop"),
                Map.entry("feeds", "rides"),
                Map.entry("document.patterns", "*.doc"),
                Map.entry("lines.patterns", "*.log"),
                Map.entry("on.finish", "keep"),
                Map.entry("archive.directory", "/done"),
                Map.entry("lines.finished.after.ms", "1"),
                Map.entry("quiet.period.ms", "2"),
                Map.entry("rescan.interval.ms", "3"),
                Map.entry("batch.max.records", "4"),
                Map.entry("batch.max.bytes", "5"),
                Map.entry("event.max.bytes", "6"));
        FileSourceConfig config = new FileSourceConfig(given);
        assertEquals(FileSourceConfig.DEFINITION.names(), given.keySet(), "the test must give every option");
        FileSourceConfig.DEFINITION
                .defaultValues()
                .forEach((name, value) -> assertNotEquals(value, config.values().get(name), name));
        assertAll(
                () -> assertEquals(Path.of("/drop"), config.inbox()),
                () -> assertEquals(List.of("rides"), config.feeds()),
                () -> assertEquals(List.of("*.doc"), config.getList("document.patterns")),
                () -> assertEquals(List.of("*.log"), config.getList("lines.patterns")),
                () -> assertEquals(OnFinish.KEEP, config.onFinish()),
                () -> assertEquals(Path.of("/done"), config.archiveDirectory()),
                () -> assertEquals(Duration.ofMillis(1), config.linesFinishedAfter()),
                () -> assertEquals(Duration.ofMillis(2), config.quietPeriod()),
                () -> assertEquals(Duration.ofMillis(3), config.rescanInterval()),
                () -> assertEquals(4, config.batchMaxRecords()),
                () -> assertEquals(5, config.batchMaxBytes()),
                () -> assertEquals(6, config.eventMaxBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "inbox, ''",
        "inbox, /",
        "inbox, 'a\u0000b'",
        "archive.directory, 'a\u0000b'",
        "feeds, ''",
        "feeds, a.b",
        "feeds, a/b",
        "feeds, 'a,a'",
        "document.patterns, sub/*.json",
        "lines.patterns, '[x'",
        "on.finish, burn",
        "lines.finished.after.ms, -2",
        "quiet.period.ms, -1",
        "quiet.period.ms, 9223372036854775807",
        "rescan.interval.ms, 0",
        "batch.max.records, 0",
        "batch.max.records, 50001",
        "batch.max.bytes, 0",
        "event.max.bytes, 0"
    })
    void nonsenseIsRefused(String option, String value) {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put(option, value);
        ConfigException refusal = assertThrows(ConfigException.class, () -> new FileSourceConfig(given));
        assertTrue(refusal.getMessage().contains(option), refusal::getMessage);
    }
}
