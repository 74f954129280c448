package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A long time at a steady rate in which nothing is broken: what the design says is bounded has to stay flat. */
final class SoakRun {
    private static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(1);
    /** Caches fill and classes load at first; what is judged comes after. */
    private static final int SAMPLES_TO_WARM_UP = 10;
    /** How much more the last third may have than the first one. */
    private static final double FLAT = 1.2;

    private final TestCluster rig;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final List<SoakSample> samples = new ArrayList<>();

    SoakRun(TestCluster rig, EventWriters writers, SimulatedOperator operator) {
        this.rig = rig;
        this.writers = writers;
        this.operator = operator;
    }

    void runFor(Duration duration) throws Exception {
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        System.out.println(SoakSample.header());
        try (SoakSampler probe = new SoakSampler(rig)) {
            for (long next = begun; next - end <= 0; next += BETWEEN_SAMPLES.toNanos()) {
                while (System.nanoTime() - next < 0) {
                    operator.tend();
                    Thread.sleep(100);
                }
                SoakSample sample = probe.sample(Duration.ofNanos(System.nanoTime() - begun), writers.written());
                samples.add(sample);
                System.out.println(sample.row());
            }
        }
    }

    /** A sentence for each measure: whether it stayed flat. */
    List<String> verdict() {
        List<String> sentences = new ArrayList<>();
        for (SoakSample.Measure measure : SoakSample.BOUNDED) {
            List<Double> judged = samples.stream()
                    .skip(Math.min(SAMPLES_TO_WARM_UP, samples.size() / 3))
                    .map(measure::of)
                    .toList();
            int third = Math.max(1, judged.size() / 3);
            double first = median(judged.subList(0, third));
            double last = median(judged.subList(judged.size() - third, judged.size()));
            sentences.add("%s %s: %.1f in the first third, %.1f in the last"
                    .formatted(
                            last <= first * FLAT + measure.slack() ? "flat " : "GROWS", measure.name(), first, last));
        }
        return sentences;
    }

    List<String> growing() {
        return verdict().stream()
                .filter(sentence -> sentence.startsWith("GROWS"))
                .toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}
