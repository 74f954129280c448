package dev.wherry.split;

import java.util.Random;

/**
 * The loop of a fuzzer. The same system properties as for the other fuzzers set its length and repeat a failure.
 *
 * @param random what inputs are made from
 */
record RandomInput(String name, Random random, int iterations) {

    static RandomInput of(String name, int iterations) {
        long seed = Long.getLong("wherry.fuzz.seed", System.nanoTime());
        System.out.println("fuzz " + name + ", seed " + seed);
        return new RandomInput(
                name + " with -Dwherry.fuzz.seed=" + seed,
                new Random(seed),
                Integer.getInteger("wherry.fuzz.iterations", iterations));
    }

    void run(Runnable check) {
        for (int i = 0; i < iterations; i++) {
            try {
                check.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(name + ", iteration " + i + ": " + e.getMessage(), e);
            }
        }
    }

    /** Some way to read. */
    Splitting.Way way() {
        return new Splitting.Way(
                2 * (1 + random.nextInt(random.nextBoolean() ? 4 : 40)),
                1 + random.nextInt(4),
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(20),
                random.nextBoolean());
    }
}
