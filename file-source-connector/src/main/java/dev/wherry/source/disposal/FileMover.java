package dev.wherry.source.disposal;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.LogText;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renames a published file, and takes the renaming back if it caught another one. */
final class FileMover {
    private static final Logger LOG = LoggerFactory.getLogger(FileMover.class);

    private final Disk disk;

    FileMover(Disk disk) {
        this.disk = disk;
    }

    /** Returns false if the file was written to or replaced at the last moment; then it is in the inbox again. */
    boolean move(FoundFile file, Path wanted) throws IOException {
        Path to = new UniqueNameFinder(disk).like(wanted);
        disk.rename(file.path(), to);
        FileStat moved = disk.stat(to);
        if (file.is(moved)) {
            return true;
        }
        Path back = file.path();
        for (int attempt = 1; disk.exists(back); attempt++) {
            // Not a suffix: the name must go on matching the pattern that says what the file holds.
            back = FileNames.renamed(file.path(), attempt + "-", "");
        }
        disk.rename(to, back);
        LOG.info("{} changed while it was moved away; it is put back as {} and published anew", file, LogText.of(back));
        return false;
    }
}
