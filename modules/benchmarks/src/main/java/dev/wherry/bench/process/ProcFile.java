package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The statistics of a process in Linux's {@code /proc}. */
final class ProcFile {
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, which is 100 on all common platforms
    private static final int FIRST_AFTER_NAME = 3;
    private static final int USER_TIME = 14;

    private final long pid;

    ProcFile(long pid) {
        this.pid = pid;
    }

    /** The CPU time of the process and of its exited children, in microseconds. The resolution is 10 ms. */
    long cpuMicros() throws IOException {
        String stat = Files.readString(file("stat"));
        // The name may contain anything, including spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = USER_TIME;
                field < USER_TIME + 4;
                field++) { // user and system, then the same of exited children
            ticks += Long.parseLong(fields[field - FIRST_AFTER_NAME]);
        }
        return ticks * (1_000_000 / TICKS_PER_SECOND);
    }

    /** A value of {@code /proc/PID/status} in kB, for example {@code VmHWM}, the peak of the resident memory. */
    long statusKilobytes(String name) throws IOException {
        return number(file("status"), name);
    }

    private static long number(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    /** The number of read system calls, on files and sockets. */
    long readCalls() throws IOException {
        return number(file("io"), "syscr");
    }

    /** Resets the peak of the resident memory. See proc(5), {@code clear_refs}. */
    void resetPeak() throws IOException {
        Files.writeString(file("clear_refs"), "5");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
