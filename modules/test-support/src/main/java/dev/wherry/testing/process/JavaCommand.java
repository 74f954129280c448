package dev.wherry.testing.process;

import dev.wherry.testing.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Command lines of JVMs that are like this one. */
public final class JavaCommand {
    /** The {@code java} program that runs this JVM. */
    public static final String EXECUTABLE =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private JavaCommand() {}

    /** A command that runs a main class on this JVM's class path. */
    public static List<String> of(List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(EXECUTABLE);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", String.join(":", classPath()), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The entries of this JVM's class path. */
    public static List<String> classPath() {
        // Under surefire, java.class.path is a single jar whose manifest names the real class path.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(path.split(":"));
    }

    /** The entries of this JVM's class path that are not built by this project. */
    public static List<String> thirdPartyClassPath() {
        return classPath().stream()
                .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(Project.DIRECTORY))
                .toList();
    }
}
