package dev.wherry.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects differences: names the first of them and counts all. */
final class Differences {
    private final int limit;
    private final List<Difference> named = new ArrayList<>();
    private long total;

    Differences(int limit) {
        this.limit = limit;
    }

    void add(Difference difference) {
        total++;
        if (named.size() < limit) {
            named.add(difference);
        }
    }

    List<Difference> named() {
        return List.copyOf(named);
    }

    long total() {
        return total;
    }
}
