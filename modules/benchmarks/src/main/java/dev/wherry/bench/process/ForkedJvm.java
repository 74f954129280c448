package dev.wherry.bench.process;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A component of the pipeline, or a peer, in a separate JVM, so that its CPU time can be measured. It reads one command a line
 * from its standard input and answers each with one line, see {@link CommandLoop}. It exits when its input ends.
 */
public final class ForkedJvm implements MeasuredProcess, AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final String name;
    private final Path errors;
    private final ChildProcess process;
    private final MeasuredProcess measured;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final String ready;

    private ForkedJvm(String name, Path errors, ChildProcess process) throws IOException {
        this.name = name;
        this.errors = errors;
        this.process = process;
        measured = MeasuredProcess.process(name, process.pid());
        commands = new BufferedWriter(new OutputStreamWriter(process.stdin(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
        ready = answerTo("start");
    }

    /**
     * Starts a JVM and waits until it is ready.
     *
     * @param name as in the heading of a column
     * @param main runs a {@link CommandLoop}
     * @param directory for its log
     * @param heap for example {@code 512m}
     */
    public static ForkedJvm start(String name, Class<?> main, Path directory, String heap, String... arguments)
            throws IOException {
        return start(name, main, directory, List.of("-Xmx" + heap, "-XX:+UseParallelGC"), arguments);
    }

    /** As above, with these JVM options instead of a heap size. */
    static ForkedJvm start(String name, Class<?> main, Path directory, List<String> jvmOptions, String... arguments)
            throws IOException {
        String fileName = name.replace(' ', '-');
        Path errors = directory.resolve(fileName + ".err");
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Dwherry.log=" + directory.resolve(fileName + ".log")));
        ChildProcess process = ChildProcess.piped(errors, JavaCommand.of(options, main.getName(), List.of(arguments)));
        return new ForkedJvm(name, errors, process);
    }

    /** What it printed when it was ready, for example an address. */
    public String ready() {
        return ready;
    }

    public long pid() {
        return process.pid();
    }

    /** Sends a command and returns the answer. */
    public synchronized String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return answerTo(command);
    }

    private String answerTo(String command) throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The process '" + name + "' exited during the command '" + command + "': see "
                    + errors + " and the log beside it");
        }
        if (!answer.startsWith(CommandLoop.OK)) {
            throw new IOException("The process '" + name + "' failed in the command '" + command + "': " + answer);
        }
        return answer.substring(CommandLoop.OK.length()).strip();
    }

    /** How many read system calls, on files and sockets, it has made since its start. */
    public long readCalls() throws IOException {
        return new ProcFile(pid()).readCalls();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long cpuMicros() throws IOException {
        return measured.cpuMicros();
    }

    @Override
    public long peakKilobytes() throws IOException {
        return measured.peakKilobytes();
    }

    @Override
    public void resetPeak() throws IOException {
        measured.resetPeak();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.awaitOrKill(STOP_TIMEOUT);
    }
}
