package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Moves files to another directory, under the path that they had in the inbox. */
final class ArchiveDisposition implements FileDisposition {
    private final Disk disk;
    private final Path root;
    private final Set<Path> made = new HashSet<>();

    ArchiveDisposition(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    @Override
    public boolean finish(FoundFile file, boolean oversize, Set<Path> touched) throws IOException {
        Path directory = directory(file);
        touched.add(file.directory().path());
        touched.add(directory);
        boolean same = new FileMover(disk).move(file, directory.resolve(file.name()));
        made.add(directory);
        return same;
    }

    /** Made when it is first used, and again after a failure: somebody may have removed it. */
    private Path directory(FoundFile file) throws IOException {
        Path directory = root.resolve(file.directory().inInbox());
        if (!made.remove(directory)) {
            disk.createDirectories(directory);
        }
        requireNoLink(file.directory().inInbox());
        return directory;
    }

    /** Whoever may write to the archive could have files moved out of it. */
    private void requireNoLink(Path inInbox) throws IOException {
        Path at = root;
        for (Path part : inInbox) {
            at = at.resolve(part);
            if (!disk.stat(at).isDirectory()) {
                throw new FileSystemException(at.toString(), null, "the archive holds a link, which is not followed");
            }
        }
    }
}
