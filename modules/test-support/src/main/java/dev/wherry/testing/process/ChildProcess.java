package dev.wherry.testing.process;

import dev.wherry.testing.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that can be stopped, killed, frozen and thawed. It runs in the project's directory. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final boolean inShell;

    private ChildProcess(Process process, Path output, boolean inShell) {
        this.process = process;
        this.output = output;
        this.inShell = inShell;
    }

    /** Starts a JVM and appends what it prints to a file. */
    public static ChildProcess java(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, JavaCommand.EXECUTABLE);
        return start(output, command);
    }

    /** Starts a command and appends what it prints to a file. */
    public static ChildProcess start(Path output, List<String> command) throws IOException {
        return new ChildProcess(printingTo(output, command), output, false);
    }

    /** Runs a shell script and appends what it prints to a file. */
    public static ChildProcess shell(Path output, String script) throws IOException {
        return new ChildProcess(printingTo(output, List.of("sh", "-ec", script)), output, true);
    }

    /** Starts a command whose standard input and output are {@linkplain #stdin pipes}; its errors go to a file. */
    public static ChildProcess piped(Path errors, List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ChildProcess(process, errors, false);
    }

    private static Process printingTo(Path output, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Project.DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** The pipe to the standard input of a {@link #piped} process. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** The pipe from the standard output of a {@link #piped} process. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything in the output file so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process exits and returns its exit code. */
    public int await() {
        return process.onExit().join().exitValue();
    }

    /** Waits for the process to exit, at most for this long, and then kills it. Returns whether it did. */
    public boolean awaitOrKill(Duration timeout) {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            kill();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Sends SIGTERM, waits for the exit and returns the exit code. */
    public int stop() {
        program().destroy();
        return await();
    }

    /** Sends SIGKILL and waits for the exit. */
    public void kill() {
        program().destroyForcibly();
        await();
    }

    /** Sends SIGSTOP, which is what a suspended machine looks like to the others. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Sends SIGCONT, which ends a {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    public long pid() {
        return program().pid();
    }

    /** The program itself, not the shell that waits for it and exits with its exit code. */
    private ProcessHandle program() {
        ProcessHandle started = process.toHandle();
        return inShell ? started.children().findFirst().orElse(started) : started;
    }

    @Override
    public void close() {
        kill();
    }
}
