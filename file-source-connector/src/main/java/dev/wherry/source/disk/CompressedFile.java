package dev.wherry.source.disk;

import dev.wherry.split.CompressedSource;
import dev.wherry.split.ContentInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The bytes of a compressed file. Nothing stays open: each read is one of {@link Disk#read}.
 *
 * @param path where the file is now; it may be renamed while it is read
 */
public record CompressedFile(Disk disk, Supplier<Path> path) implements CompressedSource {
    @Override
    public InputStream open() {
        return new ContentInputStream((position, target) -> disk.read(path.get(), position, target));
    }

    @Override
    public long size() throws IOException {
        return disk.stat(path.get()).size();
    }
}
