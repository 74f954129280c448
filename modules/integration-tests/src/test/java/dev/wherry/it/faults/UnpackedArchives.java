package dev.wherry.it.faults;

import dev.wherry.it.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archives, unpacked as an operator does it. */
record UnpackedArchives(Path directory) {
    static UnpackedArchives unpack(Path directory) throws IOException {
        unpack("file-source-connector", Files.createDirectories(directory.resolve("source")));
        unpack("sink-writer", Files.createDirectories(directory.resolve("sink")));
        unpack("streams-app", Files.createDirectories(directory.resolve("streams")));
        return new UnpackedArchives(directory);
    }

    private static void unpack(String module, Path to) throws IOException {
        Path output = to.resolveSibling(module + ".tar.out");
        String script = "tar xzf " + module + "/target/wherry-" + module + "-*.tar.gz -C '" + to + "'";
        try (ChildProcess tar = ChildProcess.shell(output, script)) {
            if (tar.await() != 0) {
                throw new AssertionError("run mvn verify in the project's directory first: " + tar.output());
            }
        }
    }

    /** A plugin path that has the source connector. */
    Path source() {
        return directory.resolve("source");
    }

    /** A plugin path that has the sink connector. */
    Path sink() {
        return directory.resolve("sink");
    }

    /** The command that starts the streams app. */
    String streams() {
        return directory.resolve("streams") + "/wherry-streams-app-*/bin/wherry-streams-app";
    }
}
