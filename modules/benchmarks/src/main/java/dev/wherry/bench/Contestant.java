package dev.wherry.bench;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Sample;

/** Something that does the work that is measured. */
public interface Contestant {
    String name();

    Kind kind();

    /**
     * Does the work once.
     *
     * @param round up to 0 to warm up, then from 1
     * @throws WrongOutcomeException if the work is not done as it has to be
     */
    Sample sample(int round) throws Exception;

    /** A contestant of one method. */
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
