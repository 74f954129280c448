package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Moves files to the archive, under their path in the inbox. */
final class ArchiveDisposition implements FileDisposition {
    private final Disk disk;
    private final Path root;
    /** Directories that exist in the archive. */
    private final Set<Path> existing = new HashSet<>();

    ArchiveDisposition(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    @Override
    public boolean dispose(FoundFile file, boolean oversize, Set<Path> touched) throws IOException {
        Path directory = createDirectory(file);
        touched.add(file.directory().path());
        touched.add(directory);
        boolean moved = new FileMover(disk).move(file, directory.resolve(file.name()));
        existing.add(directory);
        return moved;
    }

    /** Created on first use, and again after a failure, because it may have been deleted. */
    private Path createDirectory(FoundFile file) throws IOException {
        Path directory = root.resolve(file.directory().relativePath());
        if (!existing.remove(directory)) {
            disk.createDirectories(directory);
        }
        requireNoLink(file.directory().relativePath());
        return directory;
    }

    /** A link in the archive would lead files out of it. */
    private void requireNoLink(Path relativePath) throws IOException {
        Path directory = root;
        for (Path part : relativePath) {
            directory = directory.resolve(part);
            if (!disk.stat(directory).isDirectory()) {
                throw new FileSystemException(
                        directory.toString(), null, "is a symbolic link in the archive, which is not followed");
            }
        }
    }
}
