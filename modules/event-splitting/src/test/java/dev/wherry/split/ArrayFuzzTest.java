package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wherry.testing.badinput.Fuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Any documents have the events that Jackson finds in them. */
class ArrayFuzzTest {
    private static final JsonFactory JACKSON = new JsonFactory();
    /** To Jackson, these are two documents. */
    private static final Pattern ADJACENT_SCALARS = Pattern.compile("(true|false|null)-");

    /** The events as Jackson sees them; empty if it refuses the documents. */
    private static Optional<List<String>> expected(byte[] bytes, int offset) {
        if (isDetectedAsAnotherEncoding(bytes)
                || ADJACENT_SCALARS
                        .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                        .find()) {
            return Optional.empty();
        }
        List<String> events = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        events.add(event(parser, bytes, offset));
                    }
                } else {
                    events.add(event(parser, bytes, offset));
                }
            }
            return Optional.of(events);
        } catch (JacksonException refused) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDetectedAsAnotherEncoding(byte[] bytes) {
        return IntStream.range(0, Math.min(4, bytes.length))
                .anyMatch(i -> bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF);
    }

    private static String event(JsonParser parser, byte[] bytes, int offset) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        // Behind a number outside of arrays, the location is behind the white space.
        int end = parser.currentToken().isNumeric()
                ? start + parser.getTextLength()
                : (int) parser.currentLocation().getByteOffset();
        return start + offset + ": " + new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Test
    void findsTheEventsOfJackson() {
        RandomInput input = RandomInput.of("array", 50_000);
        RandomJson json = new RandomJson(input.random());
        Splitting array = Splitting.array();
        input.run(() -> {
            String text = json.documents();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Splitting.Way way = input.way();
            assertThat(Splitting.texts(array.split(bytes, input.random().nextBoolean(), way)))
                    .as("%s %s", text, way)
                    .isEqualTo(expected(bytes, 0).orElseThrow());
        });
    }

    @Test
    void findsTheEventsAtAPointer() {
        RandomInput input = RandomInput.of("items", 30_000);
        RandomJson json = new RandomJson(input.random());
        Splitting items = Splitting.items("/x/items");
        input.run(() -> {
            String array = json.array(5);
            String before = json.space() + "{" + members(json, input) + "\"x\"" + json.space() + ":{"
                    + members(json, input) + "\"\\u0069tems\":" + json.space();
            String text =
                    before + array + "," + members(json, input) + "\"y\":0}" + "," + members(json, input) + "\"y\":0}";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Splitting.Way way = input.way();
            int offset = before.getBytes(StandardCharsets.UTF_8).length;
            assertThat(Splitting.texts(items.split(bytes, input.random().nextBoolean(), way)))
                    .as("%s %s", text, way)
                    .isEqualTo(expected(array.getBytes(StandardCharsets.UTF_8), offset)
                            .orElseThrow());
        });
    }

    private static String members(RandomJson json, RandomInput input) {
        return IntStream.range(0, input.random().nextInt(3))
                .mapToObj(
                        i -> "\"m" + i + "\"" + json.space() + ":" + json.space() + json.value(3) + json.space() + ",")
                .reduce("", String::concat);
    }

    /** What is malformed is in an event. Between the events is nothing that belongs to one. */
    @Test
    void losesNoBytes() {
        RandomInput input = RandomInput.of("ways of malformed arrays", 0);
        RandomJson json = new RandomJson(input.random());
        List<byte[]> inputs = IntStream.range(0, 200)
                .mapToObj(i -> json.documents().getBytes(StandardCharsets.UTF_8))
                .toList();
        Splitting array = Splitting.array().withMaximum(50_000);
        Fuzz.of("malformed arrays", 50_000).run(inputs, bytes -> {
            Splitting.Way way =
                    bytes.length < 500 ? input.way() : new Splitting.Way(10_000, 100, Integer.MAX_VALUE, true);
            List<SplitEvent> events = array.split(bytes, input.random().nextBoolean(), way);
            long behind = 0;
            for (SplitEvent event : events) {
                assertStructure(bytes, behind, event.offset());
                behind = event.offset() + (event.isTruncated() ? event.fullSize() : event.value().length);
            }
            assertStructure(bytes, behind, bytes.length);
            assertThat(Splitting.texts(array.split(bytes, true, Splitting.Way.AT_ONCE)))
                    .as("%s", way)
                    .isEqualTo(Splitting.texts(events));
            if (events.stream().noneMatch(SplitEvent::isTruncated)) {
                expected(bytes, 0).ifPresent(expected -> assertThat(Splitting.texts(events))
                        .isEqualTo(expected));
            }
        });
    }

    private static void assertStructure(byte[] bytes, long from, long to) {
        for (long i = from; i < to; i++) {
            char unit = (char) (bytes[(int) i] & 0xff);
            boolean mark = i < 3 && "\u00EF\u00BB\u00BF".indexOf(unit) == i;
            assertThat(mark || " \t\r\n[],\0".indexOf(unit) >= 0)
                    .as("byte %s of %s", i, bytes.length)
                    .isTrue();
        }
    }
}
