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

/** Says by the rules' own words, over all events at once, what the state must be. */
final class Reference {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<Seen> BY_ORIGIN = comparing((Seen seen) -> seen.modified() >= 0)
            .thenComparingLong(Seen::modified)
            .thenComparing(seen -> seen.event().headers().get("file"))
            .thenComparingInt(seen -> Integer.parseInt(seen.event().headers().get("offset")));

    private record Seen(RawEvent event, JsonNode json) {
        String key() {
            return json.get("type").asText() + " " + json.path("sensor").asText()
                    + json.path("device").asText();
        }

        boolean first() {
            return json.get("type").asText().equals("device");
        }

        int version() {
            return json.get("n").asInt();
        }

        long modified() {
            return Long.parseLong(event.headers().getOrDefault("modified", "-1"));
        }
    }

    private Reference() {}

    static Map<String, String> stateOf(List<RawEvent> events) {
        Map<String, Seen> earliestCopies = new HashMap<>();
        for (RawEvent event : events) {
            JsonNode json = parse(event);
            if (json != null) {
                earliestCopies.merge(
                        json.get("id").asText(),
                        new Seen(event, json),
                        (one, other) -> BY_ORIGIN.compare(one, other) <= 0 ? one : other);
            }
        }
        Map<String, Seen> winners = new TreeMap<>();
        earliestCopies.values().forEach(seen -> winners.merge(seen.key(), seen, Reference::winner));
        Map<String, String> state = new TreeMap<>();
        winners.forEach((key, seen) -> state.put(key, shown(seen)));
        return state;
    }

    private static Seen winner(Seen one, Seen other) {
        Comparator<Seen> greatestWins = comparingInt(Seen::version).thenComparing(BY_ORIGIN);
        return (greatestWins.compare(one, other) > 0) != one.first() ? one : other;
    }

    private static String shown(Seen seen) {
        Map<String, String> headers = new TreeMap<>(seen.event().headers());
        headers.put("feed", seen.event().feed());
        return headers + " " + new String(seen.event().event(), UTF_8);
    }

    /** Null where the event was cut off. */
    private static JsonNode parse(RawEvent event) {
        try {
            return JSON.readTree(event.event());
        } catch (IOException cutOff) {
            return null;
        }
    }
}
