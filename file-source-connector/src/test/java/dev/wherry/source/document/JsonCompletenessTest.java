package dev.wherry.source.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCompletenessTest {
    private static boolean isComplete(String text) {
        return JsonCompleteness.isComplete(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \r\n\t{ } \n",
                "{\"a\": [1, {\"b\": \"}\"}]}",
                "{\"a\": \"\\\"}\"}",
                "{\"a\": \"\\\\\"}",
                "{\"\u00fc\u20ac\ud83d\ude00\": 1}"
            })
    void aClosedObjectOrArrayIsComplete(String text) {
        assertThat(isComplete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "17",
                "\"text\"",
                "\"{}",
                "null",
                "{} {}",
                "{}x",
                "x{}",
                "{\"a\": \"}",
                "{\"a\": \"\\\"}",
                "{\"a\": {}",
                "{}}"
            })
    void everythingElseIsIncomplete(String text) {
        assertThat(isComplete(text)).isFalse();
    }

    @Test
    void noPrefixOfADocumentIsComplete() {
        byte[] document = "{\"a\": [{\"b\": \"}]\\\"\\\\\"}, {}], \"c\": {\"d\": []}}".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < document.length; length++) {
            byte[] prefix = Arrays.copyOf(document, length);
            assertThat(JsonCompleteness.isComplete(prefix))
                    .as(() -> new String(prefix, StandardCharsets.UTF_8))
                    .isFalse();
        }
        assertThat(JsonCompleteness.isComplete(document)).isTrue();
    }
}
