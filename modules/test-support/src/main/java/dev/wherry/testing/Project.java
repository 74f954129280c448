package dev.wherry.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The project's checkout, whichever module's directory the JVM runs in. */
public final class Project {
    /** The absolute path of the directory that holds the root pom. */
    public static final Path DIRECTORY = find();

    private Project() {}

    private static Path find() {
        Path workingDirectory = Path.of("").toAbsolutePath();
        return Stream.iterate(workingDirectory, Path::getParent)
                .takeWhile(directory -> directory != null)
                .filter(Project::isRoot)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(workingDirectory + " is not inside the project"));
    }

    private static boolean isRoot(Path directory) {
        return Files.exists(directory.resolve("pom.xml")) && Files.isDirectory(directory.resolve("modules"));
    }
}
