package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A long run at a constant rate without faults. What is bounded by design must stay flat. */
final class SoakRun {
    private static final Duration SAMPLE_INTERVAL = Duration.ofMinutes(1);
    /** Samples to ignore at first, while caches fill and classes load. */
    private static final int WARM_UP_SAMPLES = 10;
    /** Maximum ratio of the median of the last third to that of the first. */
    private static final double MAX_GROWTH = 1.2;

    private final TestCluster cluster;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final List<SoakSample> samples = new ArrayList<>();

    SoakRun(TestCluster cluster, EventWriters writers, SimulatedOperator operator) {
        this.cluster = cluster;
        this.writers = writers;
        this.operator = operator;
    }

    void runFor(Duration duration) throws Exception {
        long started = System.nanoTime();
        long end = started + duration.toNanos();
        System.out.println(SoakSample.header());
        try (SoakSampler sampler = new SoakSampler(cluster)) {
            for (long next = started; next - end <= 0; next += SAMPLE_INTERVAL.toNanos()) {
                while (System.nanoTime() - next < 0) {
                    operator.tend();
                    Thread.sleep(100);
                }
                SoakSample sample = sampler.sample(Duration.ofNanos(System.nanoTime() - started), writers.written());
                samples.add(sample);
                System.out.println(sample.row());
            }
        }
    }

    /** Returns a sentence per measure that states whether it stayed flat. */
    List<String> verdict() {
        List<String> sentences = new ArrayList<>();
        for (SoakSample.Measure measure : SoakSample.BOUNDED) {
            List<Double> judged = samples.stream()
                    .skip(Math.min(WARM_UP_SAMPLES, samples.size() / 3))
                    .map(measure::valueOf)
                    .toList();
            int third = Math.max(1, judged.size() / 3);
            double first = median(judged.subList(0, third));
            double last = median(judged.subList(judged.size() - third, judged.size()));
            sentences.add("%s %s: %.1f in the first third, %.1f in the last"
                    .formatted(
                            last <= first * MAX_GROWTH + measure.slack() ? "flat " : "GROWS",
                            measure.name(),
                            first,
                            last));
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
