package dev.wherry.bench.process;

import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what processes cost from one moment to another. */
public final class Meter {
    private final Map<MeasuredProcess, Long> cpuBefore = new LinkedHashMap<>();
    private final long begun;

    private Meter(List<MeasuredProcess> processes) throws IOException {
        for (MeasuredProcess process : processes) {
            process.resetPeak();
            cpuBefore.put(process, process.cpuMicros());
        }
        begun = System.nanoTime();
    }

    public static Meter begin(MeasuredProcess... processes) throws IOException {
        return new Meter(List.of(processes));
    }

    /** When it began, in the time of {@link System#nanoTime}. */
    public long begun() {
        return begun;
    }

    /** That so many events were done with from the beginning until now. */
    public Sample end(long events) throws IOException {
        return end(events, (System.nanoTime() - begun) / 1e9);
    }

    /** That so many events were done with just now, at a rate that was measured otherwise. */
    public Sample end(long events, double seconds) throws IOException {
        return costs(events, Sample.of(Metric.EVENTS_PER_SECOND, events / seconds));
    }

    /** That sample, and what the processes have cost since the beginning, in which so many events were done with. */
    public Sample costs(long events, Sample measured) throws IOException {
        Sample sample = measured;
        for (Map.Entry<MeasuredProcess, Long> process : cpuBefore.entrySet()) {
            long micros = process.getKey().cpuMicros() - process.getValue();
            sample = sample.with(Metric.cpu(process.getKey().name()), (double) micros / events);
        }
        for (MeasuredProcess process : cpuBefore.keySet()) {
            sample = sample.with(Metric.peakMemory(process.name()), process.peakKilobytes() / 1024.0);
        }
        return sample;
    }
}
