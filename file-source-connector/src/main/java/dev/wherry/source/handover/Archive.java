package dev.wherry.source.handover;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Moves files to another directory, under the path that they had in the inbox. */
final class Archive implements Finish {
    private final Disk disk;
    private final Path root;
    private final Set<Path> made = new HashSet<>();

    Archive(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    @Override
    public boolean finish(FoundFile file, boolean oversize, Set<Path> touched) throws IOException {
        Path directory = root.resolve(file.directory().key());
        make(directory);
        boolean same = new Move(disk).move(file, directory.resolve(file.name()));
        touched.add(file.directory().path());
        touched.add(directory);
        return same;
    }

    private void make(Path directory) throws IOException {
        // Asked again only for a directory that was not used before; a removed one is made again.
        if (!made.contains(directory) || !disk.exists(directory)) {
            disk.createDirectories(directory);
            made.add(directory);
        }
    }
}
