package dev.wherry.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The wherry command in a process of its own, which can be killed. */
final class ChildRun implements AutoCloseable {
    private final Process process;

    private ChildRun(Process process) {
        this.process = process;
    }

    /** Starts {@code wherry run} with those options; what it prints goes to the file. */
    static ChildRun start(Path output, List<String> pipeline) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.add("-cp");
        // surefire's own class path is a jar that names this one
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("dev.wherry.runner.Wherry");
        command.add("run");
        command.addAll(pipeline);
        return new ChildRun(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as Ctrl-C. Returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
