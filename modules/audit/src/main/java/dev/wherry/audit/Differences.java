package dev.wherry.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects differences: keeps the first ones and counts all. */
final class Differences {
    private final int limit;
    private final List<Difference> sample = new ArrayList<>();
    private long total;

    Differences(int limit) {
        this.limit = limit;
    }

    void add(Difference difference) {
        total++;
        if (sample.size() < limit) {
            sample.add(difference);
        }
    }

    List<Difference> sample() {
        return List.copyOf(sample);
    }

    long total() {
        return total;
    }
}
