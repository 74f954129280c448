package dev.wherry.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program in a process of its own, which can be killed. */
public final class ChildProcess implements AutoCloseable {
    /** The program java of this JVM. */
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Process process;
    private final Path output;
    private final boolean inShell;

    private ChildProcess(Process process, Path output, boolean inShell) {
        this.process = process;
        this.output = output;
        this.inShell = inShell;
    }

    /** Starts {@code wherry run} with those options; what it prints goes to the file. */
    static ChildProcess wherryRun(Path output, List<String> pipeline) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g", "-cp", String.join(":", classPath())));
        arguments.addAll(List.of("dev.wherry.cli.Wherry", "run"));
        arguments.addAll(pipeline);
        return java(output, arguments);
    }

    /** Starts a JVM; what it prints goes to the file. */
    public static ChildProcess java(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, JAVA);
        return new ChildProcess(start(output, command), output, false);
    }

    /** Runs a script in the project's directory; what it prints goes to the file. */
    public static ChildProcess shell(Path output, String script) throws IOException {
        return new ChildProcess(start(output, List.of("sh", "-ec", script)), output, true);
    }

    private static Process start(Path output, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Page.PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** What this JVM's classes come from. */
    public static List<String> classPath() {
        // surefire's own class path is a jar that names this one
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(path.split(":"));
    }

    /** The same without what is built here. */
    public static List<String> classPathOfOthers() {
        return classPath().stream()
                .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(Page.PROJECT))
                .toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Returns the exit code once it has ended by itself. */
    public int await() {
        return process.onExit().join().exitValue();
    }

    /** SIGTERM, as Ctrl-C. Returns the exit code. */
    public int stop() {
        program().destroy();
        return await();
    }

    /** kill -9. */
    public void kill() {
        program().destroyForcibly();
        await();
    }

    /** Stops it where it stands, like a machine that is suspended. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    public long pid() {
        return program().pid();
    }

    /** The program itself, rather than the shell that waits for it and ends with its exit code. */
    private ProcessHandle program() {
        ProcessHandle started = process.toHandle();
        return inShell ? started.children().findFirst().orElse(started) : started;
    }

    @Override
    public void close() {
        kill();
    }
}
