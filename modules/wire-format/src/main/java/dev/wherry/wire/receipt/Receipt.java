package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.wire.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the events of one reading of a file.
 *
 * @param outcomes the number of events of each outcome; an outcome without events is absent
 * @param erased the number of events that erasures have removed
 * @param finishedAt when the source published the last event, or found that nothing follows
 */
public record Receipt(FinishedFile file, Map<Outcome, Long> outcomes, long erased, Instant finishedAt) {
    private static final char SEPARATOR = '|';

    public Receipt {
        Map<Outcome, Long> copy = new EnumMap<>(Outcome.class);
        copy.putAll(outcomes);
        copy.values().removeIf(events -> events == 0);
        outcomes = Collections.unmodifiableMap(copy);
    }

    /** The key of the receipt's record: the file and its reading. */
    public String key() {
        return file.file() + SEPARATOR + file.reading();
    }

    public long count(Outcome outcome) {
        Long events = outcomes.get(outcome);
        return events == null ? 0 : events;
    }

    /** The record's value. */
    public byte[] toJson() {
        ObjectNode json = Json.newObject();
        file.writeTo(json);
        for (Outcome outcome : Outcome.values()) {
            json.put(outcome.label(), count(outcome));
        }
        json.put("erased", erased).put("finished_at", finishedAt.toString());
        return Json.bytes(json);
    }

    /**
     * Reads a record's value.
     *
     * @throws IllegalArgumentException if {@link #toJson} cannot have returned it
     */
    public static Receipt ofJson(byte[] value) {
        ObjectNode json = Json.object(value);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, Json.number(json, outcome.label()));
        }
        try {
            return new Receipt(
                    FinishedFile.read(json),
                    outcomes,
                    Json.number(json, "erased"),
                    Instant.parse(Json.text(json, "finished_at")));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("finished_at is not a time", malformed);
        }
    }
}
