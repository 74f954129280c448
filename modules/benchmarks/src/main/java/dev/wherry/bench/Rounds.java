package dev.wherry.bench;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import java.util.ArrayList;
import java.util.List;

/** Lets contestants take turns, so that a machine that gets slower or faster does so for all of them. */
public final class Rounds {
    private final Setup setup;

    public Rounds(Setup setup) {
        this.setup = setup;
    }

    /** Each contestant once to warm up, which does not count, and then as often as there are rounds. */
    public List<Row> of(String what, List<Contestant> contestants) throws Exception {
        List<Contestant> taking = contestants.stream()
                .filter(contestant -> setup.peers() || contestant.kind() != Kind.PEER)
                .toList();
        List<List<Sample>> samples = taking.stream()
                .map(contestant -> (List<Sample>) new ArrayList<Sample>())
                .toList();
        for (int round = 0; round <= setup.rounds(); round++) {
            for (int i = 0; i < taking.size(); i++) {
                Sample sample = taking.get(i).sample(round);
                setup.say("%s, %s, %s: %s"
                        .formatted(
                                what,
                                round == 0 ? "warm-up" : "round " + round,
                                taking.get(i).name(),
                                sample));
                if (round > 0) {
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
