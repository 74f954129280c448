package dev.wherry.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A part of the pipeline, or a peer, in a JVM of its own, so that its CPU time is known. It is asked by lines of its input
 * and answers by lines of its output, see {@link Console}; it ends when its input does.
 */
public final class ForkedJvm implements Measured, AutoCloseable {
    private static final int STOP_TIMEOUT_S = 60;

    private final String name;
    private final Path errors;
    private final Process process;
    private final Measured measured;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private String ready = "";

    private ForkedJvm(String name, Path errors, Process process) {
        this.name = name;
        this.errors = errors;
        this.process = process;
        measured = Measured.process(name, process.pid());
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param name as in the head of a column
     * @param main uses {@link Console}
     * @param directory for its log
     * @param heap for example {@code 512m}
     */
    public static ForkedJvm start(String name, Class<?> main, Path directory, String heap, String... arguments)
            throws IOException {
        return start(name, main, directory, List.of("-Xmx" + heap, "-XX:+UseParallelGC"), arguments);
    }

    /** The same with those options of the JVM. */
    static ForkedJvm start(String name, Class<?> main, Path directory, List<String> options, String... arguments)
            throws IOException {
        Path errors = directory.resolve(name.replace(' ', '-') + ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Dwherry.log=" + directory.resolve(name.replace(' ', '-') + ".log"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        ForkedJvm part = new ForkedJvm(name, errors, process);
        part.ready = part.answer("to start");
        return part;
    }

    /** What it said when it was ready, an address for example. */
    public String ready() {
        return ready;
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it for something and returns its answer. */
    public synchronized String ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return answer(question);
    }

    private String answer(String question) throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The part '" + name + "' ended when asked '" + question + "': see " + errors
                    + " and the log beside it");
        }
        if (!answer.startsWith(Console.OK)) {
            throw new IOException("The part '" + name + "', asked '" + question + "': " + answer);
        }
        return answer.substring(Console.OK.length()).strip();
    }

    /** How often it has called read or its like since its start, on files and sockets. */
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
        questions.close();
        try {
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
