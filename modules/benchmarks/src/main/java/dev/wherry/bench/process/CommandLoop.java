package dev.wherry.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The child's side of a {@link ForkedJvm}: reads commands and writes answers, one a line. */
public final class CommandLoop {
    static final String OK = "ok";

    private final PrintStream answers;

    private CommandLoop(PrintStream answers) {
        this.answers = answers;
    }

    /** Answers a command, given its words, or throws. */
    @FunctionalInterface
    public interface Answerer {
        String answer(List<String> words) throws Exception;
    }

    /** Reserves the standard output for answers. Everything else that is printed goes to the standard error from now on. */
    public static CommandLoop open() {
        CommandLoop commands = new CommandLoop(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setOut(System.err);
        return commands;
    }

    /** Reports that the process is ready, then answers commands until the standard input ends. */
    public void serve(String ready, Answerer answerer) throws IOException {
        print(OK + " " + ready);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            print(answer(answerer, command));
        }
    }

    private static String answer(Answerer answerer, String command) {
        try {
            return OK + " " + answerer.answer(List.of(command.split(" ")));
        } catch (Exception failure) {
            failure.printStackTrace();
            return "failed: " + failure;
        }
    }

    private void print(String line) {
        answers.println(line.replace('\n', ' '));
    }
}
