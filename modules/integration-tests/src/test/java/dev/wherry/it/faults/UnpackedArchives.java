package dev.wherry.it.faults;

import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The release archives, unpacked as an operator would do. */
record UnpackedArchives(Path directory) {
    static UnpackedArchives unpack(Path directory) throws IOException {
        unpack("file-source-connector", Files.createDirectories(directory.resolve("source")));
        unpack("modules/s3-source-connector", directory.resolve("source"));
        unpack("modules/http-source-connector", directory.resolve("source"));
        unpack("sink-writer", Files.createDirectories(directory.resolve("sink")));
        unpack("streams-app", Files.createDirectories(directory.resolve("streams")));
        return new UnpackedArchives(directory);
    }

    private static void unpack(String module, Path to) throws IOException {
        String name = module.substring(module.lastIndexOf('/') + 1);
        Path output = to.resolveSibling(name + ".tar.out");
        String script = "tar xzf " + module + "/target/wherry-" + name + "-*.tar.gz -C '" + to + "'";
        try (ChildProcess tar = ChildProcess.shell(output, script)) {
            if (tar.await() != 0) {
                throw new AssertionError(
                        "cannot unpack the archive; run mvn verify in the project directory first: " + tar.output());
            }
        }
    }

    /** The plugin path with the source connectors. */
    Path source() {
        return directory.resolve("source");
    }

    /** The plugin path with the sink connector. */
    Path sink() {
        return directory.resolve("sink");
    }

    /** The command that starts the streams app. */
    String streams() {
        return directory.resolve("streams") + "/wherry-streams-app-*/bin/wherry-streams-app";
    }
}
