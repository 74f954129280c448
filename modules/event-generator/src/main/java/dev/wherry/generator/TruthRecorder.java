package dev.wherry.generator;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the warehouse must hold, given what was written. Of a card the event of the latest version counts and among equals the
 * one of the latest place; of a user the earliest. An event that is written more than once has the earliest of its places.
 */
final class TruthRecorder {
    /** The events that share the winning version of one key; nearly always just one. */
    private static final class Held {
        private final String version;
        private final Map<UUID, Candidate> candidates = new HashMap<>(2);

        Held(String version) {
            this.version = version;
        }
    }

    private record Candidate(Event event, EventPosition place) {
        Candidate earlier(Candidate other) {
            return place.compareTo(other.place) <= 0 ? this : other;
        }
    }

    private final Kind kind;
    private final Map<Long, Held> rows = new HashMap<>();
    private long events;
    private long invalid;

    TruthRecorder(Kind kind) {
        this.kind = kind;
    }

    synchronized void cutOff() {
        events++;
        invalid++;
    }

    synchronized void whole(Event event, EventPosition place) {
        events++;
        if (!event.valid()) {
            invalid++;
            return;
        }
        String version = event.version();
        Held held = rows.get(event.key());
        if (held == null || wins(version.compareTo(held.version))) {
            held = new Held(version);
            rows.put(event.key(), held);
        }
        if (version.equals(held.version)) {
            held.candidates.merge(event.id(), new Candidate(event, place), Candidate::earlier);
        }
    }

    private boolean wins(int comparison) {
        return kind == Kind.CARDS ? comparison > 0 : comparison < 0;
    }

    synchronized TruthTable table() {
        TreeMap<Long, List<String>> table = new TreeMap<>();
        rows.forEach((key, held) -> table.put(key, winner(held).row()));
        return new TruthTable(kind, table, new Counts(events, invalid, rows.size()));
    }

    private Event winner(Held held) {
        Comparator<Candidate> byPlace = Comparator.comparing(Candidate::place);
        return (kind == Kind.CARDS
                        ? Collections.max(held.candidates.values(), byPlace)
                        : Collections.min(held.candidates.values(), byPlace))
                .event();
    }
}
