package dev.wherry.bench.process;

import java.io.IOException;

/** A process, or several that belong together, whose cost is told in a table. */
public interface MeasuredProcess {
    /** As in the head of a column. */
    String name();

    long cpuMicros() throws IOException;

    /** The most memory held since {@link #resetPeak}. */
    long peakKilobytes() throws IOException;

    void resetPeak() throws IOException;

    /** One process. */
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

    /** This process, for work that needs none of its own. */
    static MeasuredProcess self() {
        return process("the loop", ProcessHandle.current().pid());
    }
}
