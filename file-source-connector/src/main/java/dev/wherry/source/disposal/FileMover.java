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

/** Renames a published file, and moves it back if another file had taken its place. */
final class FileMover {
    private static final Logger LOG = LoggerFactory.getLogger(FileMover.class);

    private final Disk disk;

    FileMover(Disk disk) {
        this.disk = disk;
    }

    /** Returns false if the file was written to or replaced at the last moment; then it is back in the inbox. */
    boolean move(FoundFile file, Path preferred) throws IOException {
        Path target = new UniqueNameFinder(disk).find(preferred);
        disk.rename(file.path(), target);
        FileStat moved = disk.stat(target);
        if (file.matches(moved)) {
            return true;
        }
        Path back = file.path();
        for (int attempt = 1; disk.exists(back); attempt++) {
            // A prefix, not a suffix: the name must still match the pattern of its format.
            back = FileNames.renamed(file.path(), attempt + "-", "");
        }
        disk.rename(target, back);
        LOG.info("{} changed while it was moved; moved back as {} to be published again", file, LogText.of(back));
        return false;
    }
}
