package dev.wherry.runner;

import java.nio.file.Path;

/** Where everything that a pipeline keeps between runs lies. */
record Home(Path root) {
    Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The state stores of the streams app. */
    Path streams() {
        return root.resolve("streams");
    }

    /** Finished files, below it as they lay below the inbox. */
    Path archive() {
        return root.resolve("archive");
    }

    /** There while a rebuild has begun to take things back, and is not done with it. */
    Path rebuilding() {
        return root.resolve("rebuilding");
    }

    Path log() {
        return root.resolve("logs").resolve("wherry.log");
    }
}
