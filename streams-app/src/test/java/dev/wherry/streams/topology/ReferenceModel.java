package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes the expected state from all events at once, in the most literal reading of the rules. */
final class ReferenceModel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<ParsedEvent> BY_ORIGIN = comparing((ParsedEvent parsed) -> parsed.modified() >= 0)
            .thenComparingLong(ParsedEvent::modified)
            .thenComparing(parsed -> parsed.event().headers().get("file"))
            .thenComparingInt(
                    parsed -> Integer.parseInt(parsed.event().headers().get("offset")));

    private record ParsedEvent(TestEvent event, JsonNode json) {
        String key() {
            return json.get("type").asText() + " " + json.path("sensor").asText()
                    + json.path("device").asText();
        }

        boolean keepsFirst() {
            return json.get("type").asText().equals("device");
        }

        int version() {
            return json.get("n").asInt();
        }

        long modified() {
            return Long.parseLong(event.headers().getOrDefault("modified", "-1"));
        }
    }

    private ReferenceModel() {}

    static Map<String, String> stateOf(List<TestEvent> events) {
        Map<String, ParsedEvent> earliestCopies = new HashMap<>();
        for (TestEvent event : events) {
            JsonNode json = parse(event);
            if (json != null) {
                earliestCopies.merge(
                        json.get("id").asText(),
                        new ParsedEvent(event, json),
                        (one, other) -> BY_ORIGIN.compare(one, other) <= 0 ? one : other);
            }
        }
        Map<String, ParsedEvent> winners = new TreeMap<>();
        earliestCopies.values().forEach(parsed -> winners.merge(parsed.key(), parsed, ReferenceModel::winner));
        Map<String, String> state = new TreeMap<>();
        winners.forEach((key, parsed) -> state.put(key, describe(parsed)));
        return state;
    }

    private static ParsedEvent winner(ParsedEvent one, ParsedEvent other) {
        Comparator<ParsedEvent> greatestWins =
                comparingInt(ParsedEvent::version).thenComparing(BY_ORIGIN);
        return (greatestWins.compare(one, other) > 0) != one.keepsFirst() ? one : other;
    }

    private static String describe(ParsedEvent parsed) {
        Map<String, String> headers = new TreeMap<>(parsed.event().headers());
        headers.put("feed", parsed.event().feed());
        boolean deletion = parsed.json().path("gone").asBoolean();
        return headers + " " + (deletion ? "deleted" : new String(parsed.event().event(), UTF_8));
    }

    /** The parsed event; null if it was cut off. */
    private static JsonNode parse(TestEvent event) {
        try {
            return JSON.readTree(event.event());
        } catch (IOException cutOff) {
            return null;
        }
    }
}
