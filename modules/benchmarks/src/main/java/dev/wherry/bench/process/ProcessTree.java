package dev.wherry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.stream.LongStream;

/** A process and its descendants, which come and go. */
final class ProcessTree implements MeasuredProcess {
    private final String name;
    private final ProcessHandle root;

    private ProcessTree(String name, ProcessHandle root) {
        this.name = name;
        this.root = root;
    }

    static ProcessTree of(String name, long pid) {
        return new ProcessTree(
                name, ProcessHandle.of(pid).orElseThrow(() -> new IllegalArgumentException("no process " + pid)));
    }

    @Override
    public String name() {
        return name;
    }

    /** Includes exited children, whose time their parent reports. */
    @Override
    public long cpuMicros() {
        return pids().map(pid -> read(pid, ProcFile::cpuMicros)).sum();
    }

    /**
     * The current private memory of all processes plus the largest shared memory of one of them, because Linux records no peak
     * for a tree.
     */
    @Override
    public long peakKilobytes() {
        long own = pids().map(pid -> read(pid, process -> process.statusKilobytes("RssAnon")))
                .sum();
        long shared = pids().map(pid -> read(pid, process -> process.statusKilobytes("RssShmem")))
                .max()
                .orElse(0);
        return own + shared;
    }

    @Override
    public void resetPeak() {
        // Linux records no peak for a tree
    }

    private LongStream pids() {
        return LongStream.concat(LongStream.of(root.pid()), root.descendants().mapToLong(ProcessHandle::pid));
    }

    @FunctionalInterface
    private interface Statistic {
        long read(ProcFile process) throws IOException;
    }

    private static long read(long pid, Statistic statistic) {
        try {
            return statistic.read(new ProcFile(pid));
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
