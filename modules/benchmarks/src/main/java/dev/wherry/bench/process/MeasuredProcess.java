package dev.wherry.bench.process;

import java.io.IOException;

/** A process, or a group of processes, whose costs are measured. */
public interface MeasuredProcess {
    /** The name in the heading of a column. */
    String name();

    long cpuMicros() throws IOException;

    /** The peak of memory use since {@link #resetPeak}. */
    long peakKilobytes() throws IOException;

    void resetPeak() throws IOException;

    /** Measures one process. */
    static MeasuredProcess process(String name, long pid) {
        ProcFile process = new ProcFile(pid);
        return new MeasuredProcess() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long cpuMicros() throws IOException {
                return process.cpuMicros();
            }

            @Override
            public long peakKilobytes() throws IOException {
                return process.statusKilobytes("VmHWM");
            }

            @Override
            public void resetPeak() throws IOException {
                process.resetPeak();
            }
        };
    }

    /** Measures this process, for work that runs in it. */
    static MeasuredProcess self() {
        return process("the loop", ProcessHandle.current().pid());
    }
}
