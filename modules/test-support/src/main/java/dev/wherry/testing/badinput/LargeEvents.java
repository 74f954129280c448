package dev.wherry.testing.badinput;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bad events that are too large to be kept as files. None is larger than the source publishes whole. */
final class LargeEvents {
    /** Just below the source's {@code event.max.bytes}. */
    private static final int LARGE = 990_000;

    private LargeEvents() {}

    static List<BadEvent> all() {
        return List.of(
                event("megabyte-text.json", BadEvent.VALID, card(900101, '"' + "é".repeat(LARGE / 2 - 500) + '"', "")),
                event(
                        "megabyte-name.json",
                        BadEvent.VALID,
                        card(900102, "\"A\"", more('"' + "n".repeat(LARGE - 500) + "\": 1"))),
                event("many-names.json", BadEvent.VALID, card(900103, "\"A\"", more(manyNames(60_000)))),
                event(
                        "long-number.json",
                        BadEvent.VALID,
                        card(900104, "\"A\"", more("\"n\": 0." + "1".repeat(15_000)))),
                event(
                        "long-array.json",
                        BadEvent.VALID,
                        card(900105, "\"A\"", more("\"n\": [0" + ",0".repeat(400_000) + "]"))),
                event("deep-arrays.json", "too_deep", "[".repeat(LARGE / 2) + "]".repeat(LARGE / 2)),
                event("deep-objects.json", "too_deep", "{\"a\":".repeat(150_000) + "1" + "}".repeat(150_000)),
                event("only-open.json", "too_deep", "[".repeat(LARGE)),
                event(
                        "huge-number.json",
                        "number_too_long",
                        card(900106, "\"A\"", more("\"n\": " + "9".repeat(LARGE - 500)))),
                event("huge-exponent.json", "out_of_range", card(900107, "\"A\"", more("\"n\": 1e" + "9".repeat(9)))),
                event("huge-id.json", "out_of_range", card("9".repeat(140_000), "\"A\"", "")),
                event("megabyte-of-nul.json", "malformed_json", "\u0000".repeat(LARGE)),
                event("megabyte-of-space.json", "empty", " ".repeat(LARGE)),
                event(
                        "same-name-often.json",
                        "duplicate_key",
                        card(900108, "\"A\"", more("\"n\": 1" + ", \"n\": 1".repeat(90_000)))),
                event("wrong-name.json", "type", card(900109, "{\"" + "n".repeat(LARGE - 500) + "\": 1}", "")));
    }

    private static String manyNames(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\": " + i).collect(Collectors.joining(","));
    }

    private static String more(String property) {
        return ", " + property;
    }

    private static BadEvent event(String name, String outcome, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new BadEvent(name, outcome, Corpus.id(bytes), bytes);
    }

    private static String card(long id, String name, String more) {
        return card(Long.toString(id), name, more);
    }

    private static String card(String id, String name, String more) {
        return """
                {"metadata": {"type": "card", "event_at": "2026-11-21 00:14:50", "event_id": "00060354-48ba-47d8-82e2-6af076a04a52"},
                 "payload": {"id": %s, "user_id": 904, "created_by_name": %s, "updated_at": "2026-11-21 00:14:49",
                  "created_at": "2026-11-21 00:14:48", "active": true}%s}""".formatted(id, name, more);
    }
}
