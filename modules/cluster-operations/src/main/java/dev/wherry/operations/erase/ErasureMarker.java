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

/** A file that holds the plan of an erasure from before its first step until after its last one. */
public final class ErasureMarker {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public ErasureMarker(Path file) {
        this.file = file;
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

    /** Removes the marker durably. */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
        FileEraser.syncDirectory(file);
    }
}
