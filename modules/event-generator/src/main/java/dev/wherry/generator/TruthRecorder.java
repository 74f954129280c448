package dev.wherry.generator;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Records the events that a service writes and derives the rows that the warehouse must hold. The latest version of a card
 * wins, and among equal versions the latest position; for a user, the earliest of both. An event that is written more than
 * once counts with the earliest of its positions.
 */
final class TruthRecorder {
    /** The events with the winning version of one key; nearly always just one. */
    private static final class TiedEvents {
        private final String version;
        private final Map<UUID, Candidate> candidates = new HashMap<>(2);

        TiedEvents(String version) {
            this.version = version;
        }
    }

    private record Candidate(Event event, EventPosition position) {
        Candidate earlier(Candidate other) {
            return position.compareTo(other.position) <= 0 ? this : other;
        }
    }

    private final ServiceKind kind;
    private final Map<Long, TiedEvents> rows = new HashMap<>();
    private long events;
    private long invalid;

    TruthRecorder(ServiceKind kind) {
        this.kind = kind;
    }

    synchronized void recordCutOff() {
        events++;
        invalid++;
    }

    synchronized void record(Event event, EventPosition position) {
        events++;
        if (!event.isValid()) {
            invalid++;
            return;
        }
        String version = event.version();
        TiedEvents tied = rows.get(event.key());
        if (tied == null || wins(version.compareTo(tied.version))) {
            tied = new TiedEvents(version);
            rows.put(event.key(), tied);
        }
        if (version.equals(tied.version)) {
            tied.candidates.merge(event.id(), new Candidate(event, position), Candidate::earlier);
        }
    }

    private boolean wins(int comparison) {
        return kind == ServiceKind.CARDS ? comparison > 0 : comparison < 0;
    }

    synchronized TruthTable snapshot() {
        TreeMap<Long, List<String>> expected = new TreeMap<>();
        rows.forEach((key, tied) -> expected.put(key, winner(tied).row()));
        return TruthTable.of(kind, expected, new Counts(events, invalid, rows.size()));
    }

    private Event winner(TiedEvents tied) {
        Comparator<Candidate> byPosition = Comparator.comparing(Candidate::position);
        return (kind == ServiceKind.CARDS
                        ? Collections.max(tied.candidates.values(), byPosition)
                        : Collections.min(tied.candidates.values(), byPosition))
                .event();
    }
}
