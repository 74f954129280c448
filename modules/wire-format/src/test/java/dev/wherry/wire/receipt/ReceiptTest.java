package dev.wherry.wire.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    @Test
    void aReadingIsReadBack() {
        Reading part = new Reading(Reading.newId(), null);
        Reading whole = new Reading(Reading.newId(), new Reading.WholeFile(Long.MAX_VALUE, "0123456789abcdef"));

        assertThat(Reading.ofHeader(part.toHeader())).isEqualTo(part);
        assertThat(Reading.ofHeader(whole.toHeader())).isEqualTo(whole);
        assertThat(Reading.isPart(part.toHeader())).isTrue();
        assertThat(Reading.isPart(whole.toHeader())).isFalse();
    }

    @Test
    void idsSortLikeTheBeginningsOfTheirReadings() {
        List<String> ids = Stream.generate(Reading::newId).limit(1000).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "1234567890123456 x y",
                "1234567890123456 5",
                "12345678901234567890",
                "12345678 0123456",
                "12345678 0123456 5 f"
            })
    void whatIsNoReadingIsNone(String header) {
        assertThat(Reading.ofHeader(header.getBytes(UTF_8))).isNull();
        assertThat(Reading.ofHeader(null)).isNull();
    }

    @Test
    void statementsAreReadBack() {
        FinishedFile finished =
                new FinishedFile("a", "a/ü \"1\".csv", "12345678901", 5, "f", 2, 0L, 3L, Ending.FINISHED);
        FinishedFile removed = new FinishedFile("a", "a/b", "12345678901", 0, null, 0, null, null, Ending.REMOVED);
        ErasedEvents erased = new ErasedEvents("12345678901", "salt:digest", 7);

        assertThat(FileStatement.ofJson(finished.toJson())).isEqualTo(finished);
        assertThat(FileStatement.ofJson(removed.toJson())).isEqualTo(removed);
        assertThat(FileStatement.ofJson(erased.toJson())).isEqualTo(erased);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "{", "{}", "{\"erased\": \"x\"}", "{\"feed\": 5}"})
    void whatIsNoStatementIsRefused(String value) {
        assertThatThrownBy(() -> FileStatement.ofJson(value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReceiptIsReadBackWithEveryOutcome() {
        FinishedFile file = new FinishedFile("a", "a/b", "12345678901", 5, "f", 3, 0L, 3L, Ending.FINISHED);
        Receipt receipt =
                new Receipt(file, Map.of(Outcome.ACCEPTED, 1L, Outcome.INVALID, 1L), 1, Instant.ofEpochMilli(5));

        Receipt read = Receipt.ofJson(receipt.toJson());

        assertThat(read.file()).isEqualTo(file);
        assertThat(read.erased()).isEqualTo(1);
        assertThat(read.finishedAt()).isEqualTo(receipt.finishedAt());
        for (Outcome outcome : Outcome.values()) {
            assertThat(read.count(outcome)).as(outcome.label()).isEqualTo(receipt.count(outcome));
        }
        assertThat(receipt.key()).isEqualTo("a/b|12345678901");
    }
}
