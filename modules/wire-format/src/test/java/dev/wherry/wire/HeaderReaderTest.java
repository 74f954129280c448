package dev.wherry.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {
    private final Map<String, byte[]> headers = new HashMap<>();
    private final HeaderReader reader = new HeaderReader(headers::get);

    @Test
    void readsTheOriginFromTheHeaders() {
        put(Headers.FILE, "cards/ä.json");
        put(Headers.OFFSET, "17");
        put(Headers.MODIFIED, "-5");

        assertThat(reader.origin("raw.cards", 3, 42))
                .isEqualTo(new Origin("cards/ä.json", 17, OptionalLong.of(-5), OptionalLong.empty()));
    }

    @Test
    void readsTheLineOfACsvRow() {
        put(Headers.FILE, "cards/a.csv");
        put(Headers.OFFSET, "17");
        put(Headers.LINE, "3");

        assertThat(reader.origin("raw.cards", 3, 42))
                .isEqualTo(new Origin("cards/a.csv", 17, OptionalLong.empty(), OptionalLong.of(3)));
    }

    @Test
    void takesTheTopicPositionIfTheFileIsMissing() {
        put(Headers.OFFSET, "17");
        put(Headers.MODIFIED, "5");

        assertThat(reader.origin("raw.cards", 3, 42))
                .isEqualTo(new Origin("raw.cards-3", 42, OptionalLong.empty(), OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5", " 1", "9223372036854775808", "000000000000000000001"})
    void takesTheTopicPositionIfTheOffsetIsUnreadable(String offset) {
        put(Headers.FILE, "cards/a.json");
        put(Headers.OFFSET, offset);

        assertThat(reader.origin("raw.cards", 3, 42))
                .isEqualTo(new Origin("raw.cards-3", 42, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void ignoresAnUnreadableModificationTime() {
        put(Headers.FILE, "cards/a.json");
        put(Headers.OFFSET, "0");
        put(Headers.MODIFIED, "yesterday");

        assertThat(reader.origin("raw.cards", 3, 42))
                .isEqualTo(new Origin("cards/a.json", 0, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void readsTheSmallestAndTheGreatestNumber() {
        put("least", Long.toString(Long.MIN_VALUE));
        put("greatest", Long.toString(Long.MAX_VALUE));

        assertThat(reader.number("least")).hasValue(Long.MIN_VALUE);
        assertThat(reader.number("greatest")).hasValue(Long.MAX_VALUE);
    }

    @Test
    void reportsAbsentHeadersAsNullOrEmpty() {
        assertThat(reader.bytes("absent")).isNull();
        assertThat(reader.text("absent")).isNull();
        assertThat(reader.number("absent")).isEmpty();
    }

    private void put(String name, String value) {
        headers.put(name, value.getBytes(UTF_8));
    }
}
