package dev.wherry.operations.erase;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that holds the plan of an erasure from before its first step until after its last one. Afterwards it has another name
 * until what was derived from the events is known to be derived from the retained ones alone.
 */
public final class ErasureMarker {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Path unverified;

    public ErasureMarker(Path file) {
        this.file = file;
        this.unverified = file.resolveSibling(file.getFileName() + ".unverified");
    }

    /** The plan of an erasure that has started and not completed. */
    public Optional<ErasurePlan> read() throws IOException {
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), ErasurePlan.class))
                : Optional.empty();
    }

    /** Writes the plan durably, and all of it or nothing. */
    void set(ErasurePlan plan) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(plan));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileEraser.syncDirectory(file);
    }

    /** Says durably that all steps have run, and that only their result is not verified yet. */
    public void stepsCompleted() throws IOException {
        if (Files.exists(file)) {
            Files.move(file, unverified, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FileEraser.syncDirectory(file);
        }
    }

    /** Whether the steps of an erasure have run, and its result was not verified since. */
    public boolean isUnverified() {
        return Files.exists(unverified);
    }

    /** Removes the marker durably. */
    public void verified() throws IOException {
        if (Files.deleteIfExists(unverified)) {
            FileEraser.syncDirectory(unverified);
        }
    }
}
