package dev.wherry.generator;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Runs a service to its end in virtual time. */
final class VirtualRun {
    private VirtualRun() {}

    static TruthTable run(GeneratorConfig.Builder options) throws IOException, InterruptedException {
        return run(options, new VirtualClock());
    }

    static TruthTable run(GeneratorConfig.Builder options, GeneratorClock clock)
            throws IOException, InterruptedException {
        GeneratorRun generation =
                new GeneratorRun(options.remember().build(), clock, new CountDownLatch(1), new PauseGate());
        generation.run();
        return generation.truth();
    }
}
