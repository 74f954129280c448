package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process. */
final class ProcFile {
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, which is the same on every machine of ours
    private static final int FIRST_AFTER_NAME = 3;
    private static final int USER_TIME = 14;

    private final long pid;

    ProcFile(long pid) {
        this.pid = pid;
    }

    /** CPU time of the process and of its children that have ended, in microseconds; 10 ms exact. */
    long cpuMicros() throws IOException {
        String stat = Files.readString(file("stat"));
        // The name may hold anything, also spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = USER_TIME; field < USER_TIME + 4; field++) { // user and system, then those of ended children
            ticks += Long.parseLong(fields[field - FIRST_AFTER_NAME]);
        }
        return ticks * (1_000_000 / TICKS_PER_SECOND);
    }

    /** A line of the process's status, in kB: {@code VmHWM} is the most memory that it has held. */
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

    /** How often it has called read or its like, on files and sockets. */
    long readCalls() throws IOException {
        return number(file("io"), "syscr");
    }

    /** Forgets the most memory that was held until now. See proc(5), {@code clear_refs}. */
    void resetPeak() throws IOException {
        Files.writeString(file("clear_refs"), "5");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
