package dev.wherry.bench;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import java.util.ArrayList;
import java.util.List;

/** Lets contestants take turns, so that a machine that gets slower or faster does so for all of them. */
public final class InterleavedRounds {
    private final BenchmarkConfig setup;
    private final int warmUps;

    /** One round to warm up. */
    public InterleavedRounds(BenchmarkConfig setup) {
        this(setup, 1);
    }

    /** @param warmUps rounds that do not count */
    public InterleavedRounds(BenchmarkConfig setup, int warmUps) {
        this.setup = setup;
        this.warmUps = warmUps;
    }

    /** Each contestant takes part in each of the rounds to warm up, which do not count, and of those that do. */
    public List<Row> of(String what, List<Contestant> contestants) throws Exception {
        List<Contestant> taking = contestants.stream()
                .filter(contestant -> setup.peers() || contestant.kind() != Kind.PEER)
                .toList();
        List<List<Sample>> samples = taking.stream()
                .map(contestant -> (List<Sample>) new ArrayList<Sample>())
                .toList();
        for (int round = 1 - warmUps; round <= setup.rounds(); round++) {
            boolean counts = round > 0;
            for (int i = 0; i < taking.size(); i++) {
                Sample sample = taking.get(i).sample(round);
                setup.say("%s, %s, %s: %s"
                        .formatted(
                                what,
                                counts ? "round " + round : "warm-up",
                                taking.get(i).name(),
                                sample));
                if (counts) {
                    samples.get(i).add(sample);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < taking.size(); i++) {
            rows.add(new Row(taking.get(i).name(), taking.get(i).kind(), samples.get(i)));
        }
        return rows;
    }
}
