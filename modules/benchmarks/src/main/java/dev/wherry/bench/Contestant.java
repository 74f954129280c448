package dev.wherry.bench;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Sample;

/** A program under measurement: ours, another product, or a bare loop. */
public interface Contestant {
    String name();

    Kind kind();

    /**
     * Does the work once and returns the measurements.
     *
     * @param round 0 or less for warm-up rounds, 1 and up for measured rounds
     * @throws WrongOutcomeException if the result of the work is wrong
     */
    Sample sample(int round) throws Exception;

    /** Creates a contestant from a single function. */
    static Contestant of(String name, Kind kind, Work work) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public Sample sample(int round) throws Exception {
                return work.sample(round);
            }
        };
    }

    /** See {@link Contestant#sample}. */
    @FunctionalInterface
    interface Work {
        Sample sample(int round) throws Exception;
    }
}
