package dev.wherry.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.VersionField;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The order of the bytes is the order of the versions, for single and several fields, and the reverse for Keep.FIRST and
 * Keep.EVERY.
 */
class VersionEncoderTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final VersionField TIMESTAMP =
            new VersionField(FieldPath.of("/t"), VersionField.As.TIMESTAMP, TimeFormat.ISO);
    private static final VersionField INTEGER =
            new VersionField(FieldPath.of("/i"), VersionField.As.INTEGER, TimeFormat.ISO);
    private static final VersionField TEXT = new VersionField(FieldPath.of("/s"), VersionField.As.TEXT, TimeFormat.ISO);

    private static final Comparator<ObjectNode> BY_TIMESTAMP =
            Comparator.comparing(event -> time(event.get("t")), Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Comparator<ObjectNode> BY_INTEGER = Comparator.comparing(
            event -> event.has("i") ? event.get("i").longValue() : null,
            Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Comparator<ObjectNode> BY_TEXT = Comparator.comparing(
            event -> event.has("s") ? event.get("s").textValue() : null,
            Comparator.nullsFirst(VersionEncoderTest::byCodePoint));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void ordersTimestamps() {
        assertOrdered(List.of(TIMESTAMP), BY_TIMESTAMP);
    }

    @Test
    void ordersIntegers() {
        assertOrdered(List.of(INTEGER), BY_INTEGER);
    }

    @Test
    void ordersTexts() {
        assertOrdered(List.of(TEXT), BY_TEXT);
    }

    @Test
    void ordersSeveralFieldsByTheFirstThatDiffers() {
        assertOrdered(
                List.of(TEXT, TIMESTAMP, INTEGER),
                BY_TEXT.thenComparing(BY_TIMESTAMP).thenComparing(BY_INTEGER));
        assertOrdered(
                List.of(INTEGER, TEXT, TIMESTAMP),
                BY_INTEGER.thenComparing(BY_TEXT).thenComparing(BY_TIMESTAMP));
    }

    @Test
    void reportsValuesThatCannotBeRead() {
        ProblemCollector problems = new ProblemCollector();
        ObjectNode event = NODES.objectNode().put("t", "yesterday").put("s", 7);
        event.set("i", NODES.numberNode(BigInteger.ONE.shiftLeft(63)));

        new VersionEncoder(List.of(TIMESTAMP, INTEGER, TEXT), Keep.LATEST).encode(event, problems);

        assertThat(problems.drain().stream().map(reason -> reason.code() + " " + reason.pointer()))
                .containsExactly("timestamp_format /t", "out_of_range /i", "type /s");
    }

    private void assertOrdered(List<VersionField> fields, Comparator<ObjectNode> order) {
        TimeFormat time = TimeFormat.ISO;
        VersionEncoder latest = new VersionEncoder(fields, Keep.LATEST);
        VersionEncoder first = new VersionEncoder(fields, Keep.FIRST);
        VersionEncoder every = new VersionEncoder(fields, Keep.EVERY);
        ProblemCollector problems = new ProblemCollector();
        for (int i = 0; i < 50_000; i++) {
            ObjectNode one = anyEvent();
            ObjectNode other = random.nextInt(10) == 0 ? one : anyEvent();
            int expected = Integer.signum(order.compare(one, other));

            int forwards = Arrays.compareUnsigned(latest.encode(one, problems), latest.encode(other, problems));
            int backwards = Arrays.compareUnsigned(first.encode(one, problems), first.encode(other, problems));

            assertThat(Integer.signum(forwards))
                    .as(() -> one + " and " + other + ", seed " + seed)
                    .isEqualTo(expected);
            assertThat(Integer.signum(backwards))
                    .as(() -> one + " and " + other + ", seed " + seed)
                    .isEqualTo(-expected);
            assertThat(every.encode(one, problems)).isEqualTo(first.encode(one, problems));
        }
        assertThat(problems.drain()).isEmpty();
    }

    private ObjectNode anyEvent() {
        ObjectNode event = NODES.objectNode();
        if (random.nextInt(8) > 0) {
            event.put("t", anyTime());
        }
        if (random.nextInt(8) > 0) {
            event.put("i", random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1L);
        }
        if (random.nextInt(8) > 0) {
            event.put("s", anyText());
        }
        return event;
    }

    private String anyTime() {
        if (random.nextInt(10) == 0) {
            return random.nextBoolean() ? "infinity" : "-infinity";
        }
        long seconds =
                random.nextBoolean() ? random.nextInt(3) - 1 : random.nextLong(-60_000_000_000L, 250_000_000_000L);
        return Instant.ofEpochSecond(seconds, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000))
                .toString();
    }

    /**
     * Short and of few characters, so that one text is often a prefix of another; the last two lie in and beyond the
     * BMP.
     */
    private String anyText() {
        int[] alphabet = {0, 1, 'a', 'b', 0xFF, 0x7FF, 0xFFFD, 0x1F600};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static Instant time(JsonNode value) {
        return value == null ? null : TextTimeFormat.iso(Optional.empty()).parse(value.textValue());
    }

    private static int byCodePoint(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
