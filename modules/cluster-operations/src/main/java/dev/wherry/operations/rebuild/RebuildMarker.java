package dev.wherry.operations.rebuild;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is in a home from before the first step of a reset until after the last, so that whoever runs the pipeline next
 * ends what was cut short. State that was half taken back would be built upon otherwise.
 */
public final class RebuildMarker {
    private final Path file;

    public RebuildMarker(Path file) {
        this.file = file;
    }

    public boolean isSet() {
        return Files.exists(file);
    }

    public void set() throws IOException {
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.SYNC);
        syncDirectory();
    }

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
