package dev.wherry.testing.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Tries a check on inputs and on what a seeded mutator makes of them. {@code -Dwherry.fuzz.iterations=N} makes N instead of
 * the default, {@code -Dwherry.fuzz.seed=S} the same ones again. What fails, or takes longer than {@link #LONGEST}, is kept in
 * {@code target/fuzz}.
 */
public final class Fuzz {
    /** Far more than anything may take, so that a busy machine fails nothing. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String name;
    private final long seed;
    private final int iterations;

    /** What must hold of an input; throws whatever it likes if it does not. */
    @FunctionalInterface
    public interface Check {
        void check(byte[] input) throws Exception;
    }

    private Fuzz(String name, long seed, int iterations) {
        this.name = name;
        this.seed = seed;
        this.iterations = iterations;
    }

    /** @param iterations how many inputs are made, unless the system property says otherwise */
    public static Fuzz of(String name, int iterations) {
        long seed = Long.getLong("wherry.fuzz.seed", System.nanoTime());
        return new Fuzz(name, seed, Integer.getInteger("wherry.fuzz.iterations", iterations));
    }

    /** Checks the inputs themselves, then what is made of them. */
    public void run(List<byte[]> inputs, Check check) {
        System.out.println(this);
        inputs.forEach(input -> tryOut(input, check, "an input as given"));
        Random random = new Random(seed);
        Mutator mutator = new Mutator(random);
        for (int i = 0; i < iterations; i++) {
            byte[] input = inputs.get(random.nextInt(inputs.size()));
            byte[] other = inputs.get(random.nextInt(inputs.size()));
            tryOut(mutator.mutated(input, other), check, "iteration " + i);
        }
    }

    /** For checks whose inputs are more than bytes: the same numbers for the same seed. */
    public Random random() {
        return new Random(seed);
    }

    private void tryOut(byte[] input, Check check, String which) {
        long begun = System.nanoTime();
        try {
            check.check(input);
        } catch (Exception | Error e) {
            throw new AssertionError(this + ", " + which + ", input " + keep(input) + ": " + e, e);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        if (taken.compareTo(LONGEST) > 0) {
            throw new AssertionError(this + ", " + which + ", input " + keep(input) + " took " + taken);
        }
    }

    private Path keep(byte[] input) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "fuzz"));
            return Files.write(directory.resolve(name + "-" + seed), input).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "fuzz " + name + ", seed " + seed;
    }
}
