package dev.wherry.pipeline;

import java.nio.file.Path;

/** Where everything that a pipeline keeps between runs lies. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The state stores of the streams app. */
    public Path streams() {
        return root.resolve("streams");
    }

    /** Finished files, below it as they lay below the inbox. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** There while a rebuild has begun to take things back, and is not done with it. */
    public Path rebuilding() {
        return root.resolve("rebuilding");
    }

    public Path log() {
        return root.resolve("logs").resolve("wherry.log");
    }
}
