package dev.wherry.sink.database;

import dev.wherry.wire.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out what became of staged events of which an insert has left some out, because their keys have rows. Those rows may
 * have come from this insert: a batch can hold a key several times.
 *
 * <p>Only the number of inserted rows is known, not which. But staged and inserted rows are written in the same
 * subtransaction, so a row with the {@code xmin} of its staged events is one of them. This costs nothing while all events are
 * new.
 */
final class StagedEvents {
    private final StagedTable staged;

    StagedEvents(StagedTable staged) {
        this.staged = staged;
    }

    /**
     * What became of the staged events, by their indexes. Those that it does not mention are in the table.
     *
     * @param dropped those without a row, because a trigger has dropped them
     * @param notNew those whose key has another row, and their outcomes
     * @param replacing those that have replaced a row that they were not staged with
     */
    record Found(List<Integer> dropped, Map<Integer, Outcome> notNew, List<Integer> replacing) {}

    /**
     * Replaces older rows, and compares all staged events with the rows of their keys.
     *
     * @param inserted the number of rows that were inserted
     * @return empty if that number cannot be explained, because a trigger has changed the new rows in a subtransaction
     */
    Optional<Found> find(int inserted) throws SQLException {
        List<Integer> replacing = replaceOlder();
        Found found = new Found(new ArrayList<>(), new TreeMap<>(), replacing);
        int written = 0;
        for (Compared event : compare()) {
            if (event.isWritten()) {
                written++;
            } else {
                event.addTo(found);
            }
        }
        return written == inserted + replacing.size() ? Optional.of(found) : Optional.empty();
    }

    /**
     * Compares events that were written one by one with the rows of their keys.
     *
     * @param unwritten the indexes of those that were neither inserted nor have replaced a row
     * @param replacing the indexes of those that have replaced a row
     */
    Found find(Set<Integer> unwritten, List<Integer> replacing) throws SQLException {
        Found found = new Found(new ArrayList<>(), new TreeMap<>(), replacing);
        for (Compared event : compare()) {
            if (unwritten.contains(event.index)) {
                event.addTo(found);
            }
        }
        return found;
    }

    /** Returns the indexes of the events that have replaced a row that was in the table before. */
    private List<Integer> replaceOlder() throws SQLException {
        List<Integer> replacing = new ArrayList<>();
        if (staged.sql().replaceOlder.isPresent()) {
            staged.each(staged.sql().replaceOlder.get(), row -> {
                if (!row.getBoolean(2)) {
                    replacing.add(row.getInt(1));
                }
            });
        }
        return replacing;
    }

    private List<Compared> compare() throws SQLException {
        List<Compared> compared = new ArrayList<>();
        staged.each(staged.sql().compare.orElseThrow(), row -> compared.add(Compared.of(row)));
        return compared;
    }

    /**
     * A staged event and the row of its key.
     *
     * @param exists whether there is a row
     * @param own whether the row was written in the subtransaction of the staged event
     * @param order positive if the event would replace the row, negative if it is older; 0 without versions
     * @param same whether the contract's columns agree
     * @param first whether it is the first of its key's events that the row may have come from
     */
    private record Compared(int index, boolean exists, boolean own, int order, boolean same, boolean first) {
        static Compared of(ResultSet row) throws SQLException {
            boolean own = row.getBoolean(2);
            boolean exists = !row.wasNull();
            return new Compared(row.getInt(1), exists, own, row.getInt(3), row.getBoolean(4), row.getBoolean(5));
        }

        boolean isWritten() {
            return exists && own && first;
        }

        void addTo(Found found) {
            if (!exists || order > 0) {
                found.dropped.add(index);
            } else if (order < 0) {
                found.notNew.put(index, Outcome.SUPERSEDED);
            } else {
                found.notNew.put(index, same ? Outcome.DUPLICATE : Outcome.INVALID);
            }
        }
    }
}
