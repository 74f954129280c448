package dev.wherry.it;

import dev.wherry.cli.Wherry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The wherry command in this JVM, on free ports and the shipped contracts unless told otherwise. */
record Cli(int exitCode, String out, String err) {
    static final Path SHIPPED_CONTRACTS = Page.PROJECT.resolve("contracts");

    static final List<String> FREE_PORTS = List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0");

    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Wherry.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Cli(exitCode, out.toString(), err.toString());
    }

    /** The words of {@code run --once} on that inbox and home, and what else is given. */
    static String[] once(Path inbox, Path home, String... further) {
        List<String> words = new ArrayList<>(pipeline(inbox, home, further));
        words.add(0, "run");
        words.add("--once");
        return words.toArray(String[]::new);
    }

    /** The options of a pipeline on that inbox and home, and what else is given. */
    static List<String> pipeline(Path inbox, Path home, String... further) {
        List<String> words = new ArrayList<>();
        words.add("--inbox=" + inbox);
        words.add("--home=" + home);
        Stream.concat(FREE_PORTS.stream(), Stream.of("--contracts=" + SHIPPED_CONTRACTS))
                .filter(word ->
                        Stream.of(further).noneMatch(given -> option(given).equals(option(word))))
                .forEach(words::add);
        words.addAll(List.of(further));
        return words;
    }

    private static String option(String word) {
        return word.substring(0, word.indexOf('=') < 0 ? word.length() : word.indexOf('='));
    }
}
