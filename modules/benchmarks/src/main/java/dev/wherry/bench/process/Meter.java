package dev.wherry.bench.process;

import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the CPU time and the memory of processes between two moments. */
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

    /** The start of the measurement, as of {@link System#nanoTime}. */
    public long begun() {
        return begun;
    }

    /** Ends the measurement of a number of events that were processed since the start. */
    public Sample end(long events) throws IOException {
        return end(events, (System.nanoTime() - begun) / 1e9);
    }

    /** Ends the measurement of a number of events whose duration was measured otherwise. */
    public Sample end(long events, double seconds) throws IOException {
        return costs(events, Sample.of(Metric.EVENTS_PER_SECOND, events / seconds));
    }

    /** Adds the costs of the processes since the start, divided by the number of events, to a sample. */
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
