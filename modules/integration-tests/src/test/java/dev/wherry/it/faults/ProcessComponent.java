package dev.wherry.it.faults;

import dev.wherry.testing.process.ChildProcess;

/** A component that is a single process. */
final class ProcessComponent implements PipelineComponent {
    @FunctionalInterface
    interface Launcher {
        /** @param incarnation number of the start, from 1 */
        ChildProcess launch(int incarnation) throws Exception;
    }

    private final String name;
    private final Launcher launcher;
    private int incarnations;
    private ChildProcess process;

    ProcessComponent(String name, Launcher launcher) {
        this.name = name;
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() throws Exception {
        incarnations++;
        process = launcher.launch(incarnations);
    }

    @Override
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public synchronized void stop() {
        process.stop();
    }

    @Override
    public synchronized void freeze() throws Exception {
        process.freeze();
    }

    @Override
    public synchronized void thaw() throws Exception {
        process.thaw();
    }

    synchronized ChildProcess process() {
        return process;
    }
}
