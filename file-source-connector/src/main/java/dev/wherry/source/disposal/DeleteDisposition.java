package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Deletes files. A file that holds more than was published is renamed instead, so that it matches no pattern. */
final class DeleteDisposition implements FileDisposition {
    private static final String OVERSIZE_SUFFIX = ".oversize";

    private final Disk disk;

    DeleteDisposition(Disk disk) {
        this.disk = disk;
    }

    @Override
    public boolean dispose(FoundFile file, boolean oversize, Set<Path> touched) throws IOException {
        touched.add(file.directory().path());
        if (oversize) {
            return new FileMover(disk).move(file, FileNames.renamed(file.path(), "", OVERSIZE_SUFFIX));
        }
        disk.delete(file.path());
        return true;
    }
}
