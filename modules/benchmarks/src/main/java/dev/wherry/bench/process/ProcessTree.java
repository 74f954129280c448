package dev.wherry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.stream.LongStream;

/** A process and all that it has started; children come and go. */
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

    /** The time of children that have ended is their parent's. */
    @Override
    public long cpuMicros() {
        return pids().map(pid -> ask(pid, ProcFile::cpuMicros)).sum();
    }

    /**
     * What all of them hold now that is not shared, and the most that one of them holds of what is shared: nobody keeps the
     * peak of a tree.
     */
    @Override
    public long peakKilobytes() {
        long own = pids().map(pid -> ask(pid, process -> process.statusKilobytes("RssAnon")))
                .sum();
        long shared = pids().map(pid -> ask(pid, process -> process.statusKilobytes("RssShmem")))
                .max()
                .orElse(0);
        return own + shared;
    }

    @Override
    public void resetPeak() {
        // see above
    }

    private LongStream pids() {
        return LongStream.concat(LongStream.of(root.pid()), root.descendants().mapToLong(ProcessHandle::pid));
    }

    @FunctionalInterface
    private interface Question {
        long of(ProcFile process) throws IOException;
    }

    private static long ask(long pid, Question question) {
        try {
            return question.of(new ProcFile(pid));
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
