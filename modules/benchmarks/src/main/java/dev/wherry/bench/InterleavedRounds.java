package dev.wherry.bench;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import java.util.ArrayList;
import java.util.List;

/** Interleaves the samples of all contestants, so that changes in the speed of the machine affect them equally. */
public final class InterleavedRounds {
    private final BenchmarkConfig config;
    private final int warmUps;

    /** Uses one warm-up round. */
    public InterleavedRounds(BenchmarkConfig config) {
        this(config, 1);
    }

    /** @param warmUps number of rounds that are not reported */
    public InterleavedRounds(BenchmarkConfig config, int warmUps) {
        this.config = config;
        this.warmUps = warmUps;
    }

    /**
     * Runs the warm-up rounds and the measured rounds, and returns one row per contestant.
     *
     * @param name of the measurement, for the progress log
     * @param contestants of which peers are skipped unless the configuration includes them
     */
    public List<Row> measure(String name, List<Contestant> contestants) throws Exception {
        List<Contestant> participants = contestants.stream()
                .filter(contestant -> config.peers() || contestant.kind() != Kind.PEER)
                .toList();
        List<List<Sample>> samples = participants.stream()
                .map(contestant -> (List<Sample>) new ArrayList<Sample>())
                .toList();
        for (int round = 1 - warmUps; round <= config.rounds(); round++) {
            boolean measured = round > 0;
            for (int i = 0; i < participants.size(); i++) {
                Sample sample = participants.get(i).sample(round);
                config.log("%s, %s, %s: %s"
                        .formatted(
                                name,
                                measured ? "round " + round : "warm-up",
                                participants.get(i).name(),
                                sample));
                if (measured) {
                    samples.get(i).add(sample);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < participants.size(); i++) {
            rows.add(new Row(participants.get(i).name(), participants.get(i).kind(), samples.get(i)));
        }
        return rows;
    }
}
