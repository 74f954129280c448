package dev.wherry.operations.rebuild;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A marker file that exists from before the first step of a reset until after the last one. The next start of the pipeline
 * finds it and completes the reset; otherwise the pipeline would build on partly discarded state.
 */
public final class RebuildMarker {
    private final Path file;

    public RebuildMarker(Path file) {
        this.file = file;
    }

    /** Whether a reset has started and not completed. */
    public boolean isSet() {
        return Files.exists(file);
    }

    /** Creates the marker durably. */
    public void set() throws IOException {
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.SYNC);
        syncDirectory();
    }

    /** Removes the marker durably. */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
