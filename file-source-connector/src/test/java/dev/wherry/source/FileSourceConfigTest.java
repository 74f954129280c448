package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.wherry.connect.config.FileRulesValidator;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.feed.FinishedFileAction;
import dev.wherry.split.Compression;
import dev.wherry.split.FileKind;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSourceConfigTest {
    private static final Map<String, String> REQUIRED = Map.of("inbox", "/data/inbox", "feeds", "users,cards");

    @Test
    void hasDefaults() {
        FileSourceConfig config = new FileSourceConfig(REQUIRED);
        assertAll(
                () -> assertThat(config.inbox()).isEqualTo(Path.of("/data/inbox")),
                () -> assertThat(config.feeds()).extracting(Feed::name).containsExactly("users", "cards"),
                () -> assertThat(FileRulesValidator.rules("files", config.getString("files")))
                        .isEqualTo(FileRule.DEFAULTS),
                () -> assertThat(config.feeds().get(0).onFinish()).isEqualTo(FinishedFileAction.ARCHIVE),
                () -> assertThat(config.feeds().get(0).archive()).isEqualTo(Path.of("/data/inbox-archive")),
                () -> assertThat(config.feeds().get(0).finishedAfter()).isNegative(),
                () -> assertThat(config.quietPeriod()).isEqualTo(Duration.ofSeconds(10)),
                () -> assertThat(config.rescanInterval()).isEqualTo(Duration.ofSeconds(10)),
                () -> assertThat(config.batchMaxRecords()).isEqualTo(5000),
                () -> assertThat(config.batchMaxBytes()).isEqualTo(8_388_608),
                () -> assertThat(config.eventMaxBytes()).isEqualTo(1_000_000),
                () -> assertThat(config.shardAssignment().tasks()).isEqualTo(1));
    }

    @Test
    void readsEveryOption() {
        Map<String, String> given = Map.ofEntries(
                Map.entry("inbox", "/drop"),
                Map.entry("feeds", "rides"),
                Map.entry("files", "[{\"names\": [\"*.log\"], \"format\": \"lines\"}]"),
                Map.entry("ignore", "*.bak,counter"),
                Map.entry("on.finish", "keep"),
                Map.entry("archive.directory", "/done"),
                Map.entry("finished.after.ms", "1"),
                Map.entry("remove.empty.directories.after.ms", "7000"),
                Map.entry("document.receipts", "false"),
                Map.entry("quiet.period.ms", "2"),
                Map.entry("rescan.interval.ms", "3"),
                Map.entry("batch.max.records", "4"),
                Map.entry("batch.max.bytes", "5"),
                Map.entry("event.max.bytes", "6"));
        FileSourceConfig config = new FileSourceConfig(given);
        assertThat(given.keySet()).as("the test must set every option").isEqualTo(FileSourceConfig.DEFINITION.names());
        FileSourceConfig.DEFINITION
                .defaultValues()
                .forEach((name, value) ->
                        assertThat(config.values().get(name)).as(name).isNotEqualTo(value));
        assertAll(
                () -> assertThat(config.inbox()).isEqualTo(Path.of("/drop")),
                () -> assertThat(config.feeds()).extracting(Feed::name).containsExactly("rides"),
                () -> assertThat(config.feeds().get(0).patterns().kindOf("a.LOG"))
                        .hasValue(new FileKind(FileRule.of(Format.LINES, "*.log"), Compression.NONE)),
                () -> assertThat(config.feeds().get(0).onFinish()).isEqualTo(FinishedFileAction.KEEP),
                () -> assertThat(config.feeds().get(0).archive()).isEqualTo(Path.of("/done")),
                () -> assertThat(config.feeds().get(0).finishedAfter()).isEqualTo(Duration.ofMillis(1)),
                () -> assertThat(config.feeds().get(0).documentReceipts()).isFalse(),
                () -> assertThat(config.feeds().get(0).patterns().isIgnored("counter"))
                        .isTrue(),
                () -> assertThat(config.ignoredOutsideFeeds().isIgnored("x.bak"))
                        .isTrue(),
                () -> assertThat(config.feeds().get(0).removeEmptyAfter()).isEqualTo(Duration.ofSeconds(7)),
                () -> assertThat(config.quietPeriod()).isEqualTo(Duration.ofMillis(2)),
                () -> assertThat(config.rescanInterval()).isEqualTo(Duration.ofMillis(3)),
                () -> assertThat(config.batchMaxRecords()).isEqualTo(4),
                () -> assertThat(config.batchMaxBytes()).isEqualTo(5),
                () -> assertThat(config.eventMaxBytes()).isEqualTo(6));
    }

    @Test
    void anOptionOfAFeedReplacesTheOneOfAllFeeds() {
        Map<String, String> given = new HashMap<>(REQUIRED);
        given.put("on.finish", "keep");
        given.put("feed.cards.on.finish", "delete");
        given.put("feed.cards.finished.after.ms", "7");
        given.put("feed.cards.archive.directory", "/cards");
        given.put("feed.cards.ignore", "draft-*");
        given.put("feed.cards.remove.empty.directories.after.ms", "8000");
        given.put("feed.cards.files", "[{\"names\": [\"*.csv\"], \"format\": \"csv\"}]");
        FileSourceConfig config = new FileSourceConfig(given);
        Feed users = config.feeds().get(0);
        Feed cards = config.feeds().get(1);
        assertAll(
                () -> assertThat(users.onFinish()).isEqualTo(FinishedFileAction.KEEP),
                () -> assertThat(users.patterns().kindOf("a.csv")).isEmpty(),
                () -> assertThat(cards.onFinish()).isEqualTo(FinishedFileAction.DELETE),
                () -> assertThat(cards.finishedAfter()).isEqualTo(Duration.ofMillis(7)),
                () -> assertThat(cards.archive()).isEqualTo(Path.of("/cards")),
                () -> assertThat(users.patterns().isIgnored("x.tmp")).isTrue(),
                () -> assertThat(cards.patterns().isIgnored("x.tmp")).isFalse(),
                () -> assertThat(cards.patterns().isIgnored("draft-1")).isTrue(),
                () -> assertThat(users.removeEmptyAfter()).isNegative(),
                () -> assertThat(cards.removeEmptyAfter()).isEqualTo(Duration.ofSeconds(8)),
                () -> assertThat(cards.patterns().kindOf("a.csv")).isPresent());
    }

    @Test
    void namesUnknownOptionsOfFeeds() {
        Map<String, String> given = new HashMap<>(REQUIRED);
        given.put("feed.cards.on.finish", "delete");
        given.put("feed.crads.on.finish", "delete");
        given.put("feed.cards.fils", "[]");
        assertThat(FileFeedOptions.ALL.unknown(given)).containsExactly("feed.cards.fils", "feed.crads.on.finish");
    }

    @ParameterizedTest
    @CsvSource({
        "feed.cards.files, '[]'",
        "feed.users.on.finish, burn",
        "feed.users.finished.after.ms, -2",
        "inbox, ''",
        "inbox, /",
        "inbox, 'a\u0000b'",
        "archive.directory, 'a\u0000b'",
        "feeds, ''",
        "feeds, a.b",
        "feeds, a/b",
        "feeds, 'a,a'",
        "files, '[{\"names\": [\"sub/*.json\"], \"format\": \"document\"}]'",
        "files, '[{\"names\": [\"[x\"], \"format\": \"lines\"}]'",
        "ignore, sub/x",
        "ignore, [x",
        "remove.empty.directories.after.ms, -2",
        "remove.empty.directories.after.ms, 999",
        "on.finish, burn",
        "finished.after.ms, -2",
        "quiet.period.ms, -1",
        "quiet.period.ms, 9223372036854775807",
        "rescan.interval.ms, 0",
        "batch.max.records, 0",
        "batch.max.records, 50001",
        "batch.max.bytes, 0",
        "event.max.bytes, 0"
    })
    void rejectsInvalidValues(String option, String value) {
        Map<String, String> given = new HashMap<>(REQUIRED);
        given.put(option, value);
        assertThatThrownBy(() -> new FileSourceConfig(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
