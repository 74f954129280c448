package dev.wherry.it;

import dev.wherry.cli.Wherry;
import dev.wherry.testing.Project;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.JavaCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@code wherry} command that ran in this JVM to its end. */
public record WherryCommand(int exitCode, String out, String err) {
    public static final Path SHIPPED_CONTRACTS = Project.DIRECTORY.resolve("contracts");

    private static final List<String> FREE_PORTS = List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0");

    public static WherryCommand run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Wherry.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new WherryCommand(exitCode, out.toString(), err.toString());
    }

    /** Starts a command in a separate JVM and appends what it prints to a file. */
    public static ChildProcess start(Path output, List<String> arguments) throws IOException {
        return start(output, List.of(), arguments);
    }

    static ChildProcess start(Path output, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        options.addAll(jvmOptions);
        return ChildProcess.start(output, JavaCommand.of(options, Wherry.class.getName(), arguments));
    }

    /** The arguments of {@code wherry run --create} with the options of {@link #pipelineOptions}. */
    static List<String> runArguments(Path inbox, Path home) {
        List<String> arguments = new ArrayList<>(pipelineOptions(inbox, home));
        arguments.addAll(0, List.of("run", "--create"));
        return arguments;
    }

    /** The arguments of {@code wherry run --create --once} with the options of {@link #pipelineOptions}. */
    static String[] runOnceArguments(Path inbox, Path home, String... furtherOptions) {
        List<String> arguments = new ArrayList<>(pipelineOptions(inbox, home, furtherOptions));
        arguments.addAll(0, List.of("run", "--create", "--once"));
        return arguments.toArray(String[]::new);
    }

    /** The options of a pipeline on free ports with the shipped contracts, unless further options override these. */
    static List<String> pipelineOptions(Path inbox, Path home, String... furtherOptions) {
        List<String> options = new ArrayList<>();
        options.add("--inbox=" + inbox);
        options.add("--home=" + home);
        Stream.concat(FREE_PORTS.stream(), Stream.of("--contracts=" + SHIPPED_CONTRACTS))
                .filter(option -> Stream.of(furtherOptions)
                        .noneMatch(further -> nameOf(further).equals(nameOf(option))))
                .forEach(options::add);
        options.addAll(List.of(furtherOptions));
        return options;
    }

    private static String nameOf(String option) {
        int equals = option.indexOf('=');
        return equals < 0 ? option : option.substring(0, equals);
    }
}
