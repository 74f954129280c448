package dev.wherry.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The other end of a {@link ForkedJvm}: reads questions and writes answers, a line each. */
public final class Console {
    static final String OK = "ok";

    private final PrintStream answers;

    private Console(PrintStream answers) {
        this.answers = answers;
    }

    /** Answers a question, or throws; the words of the question are separated by blanks. */
    @FunctionalInterface
    public interface Answerer {
        String answer(List<String> words) throws Exception;
    }

    /** Takes hold of the standard output: whatever else prints there goes to the standard error from now on. */
    public static Console take() {
        Console console = new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setOut(System.err);
        return console;
    }

    /** Says that it is ready, and answers until nobody asks any more. */
    public void serve(String ready, Answerer answerer) throws IOException {
        say(OK + " " + ready);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            say(answer(answerer, question));
        }
    }

    private static String answer(Answerer answerer, String question) {
        try {
            return OK + " " + answerer.answer(List.of(question.split(" ")));
        } catch (Exception failure) {
            failure.printStackTrace();
            return "failed: " + failure;
        }
    }

    private void say(String line) {
        answers.println(line.replace('\n', ' '));
    }
}
