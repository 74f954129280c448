package dev.wherry.pipeline;

import dev.wherry.operations.erase.ErasureMarker;
import dev.wherry.operations.rebuild.RebuildMarker;
import java.nio.file.Path;

/** The directory that holds all state of a pipeline between runs. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The state stores of the streams app. */
    Path streams() {
        return root.resolve("streams");
    }

    /** The archive of finished files, with the same paths as below the inbox. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** Set while a rebuild is discarding state. */
    RebuildMarker rebuildMarker() {
        return new RebuildMarker(root.resolve("rebuilding"));
    }

    /** Set while an erasure is incomplete, or its result is not verified. */
    ErasureMarker erasureMarker() {
        return new ErasureMarker(root.resolve("erasing"));
    }

    /** Whether a rebuild was interrupted while it was discarding state. */
    public boolean hasInterruptedRebuild() {
        return rebuildMarker().isSet();
    }

    /** The stored {@link HomeSettings}. */
    Path settings() {
        return root.resolve("settings.properties");
    }

    /** The log file. */
    public Path log() {
        return root.resolve("logs").resolve("wherry.log");
    }
}
