package dev.wherry.sink.database;

import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.wire.Outcome;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What became of loaded rows. Those that it does not mention are in their table. */
final class LoadResult<R> {
    private final List<RejectedRow<R>> rejected = new ArrayList<>();
    private final Map<R, Outcome> notNew = new IdentityHashMap<>();
    private final List<R> replacing = new ArrayList<>();

    /** The rows that the table did not accept. */
    List<RejectedRow<R>> rejected() {
        return rejected;
    }

    /** The events that an event table did not take because it has one with the same key, and their outcomes. */
    Map<R, Outcome> notNew() {
        return notNew;
    }

    /** The events of an event table that have replaced one with a later version. */
    List<R> replacing() {
        return replacing;
    }

    void add(LoadResult<R> part) {
        rejected.addAll(part.rejected);
        notNew.putAll(part.notNew);
        replacing.addAll(part.replacing);
    }
}
