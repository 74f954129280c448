package dev.wherry.source.disposal;

import dev.wherry.connect.text.LogText;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a published file. Within a file system it is renamed, and moved back if another file had taken its place.
 * Otherwise it is copied and deleted.
 */
final class FileMover {
    private static final Logger LOG = LoggerFactory.getLogger(FileMover.class);

    /** Hidden, so that nobody takes a partial copy for a file. */
    private static final String PARTIAL_PREFIX = ".partial-";

    private static final int COMPARED_BYTES = 256 * 1024;

    private final Disk disk;

    FileMover(Disk disk) {
        this.disk = disk;
    }

    /** Returns false if the file was written to or replaced at the last moment; then it is back in the inbox. */
    boolean move(FoundFile file, Path preferred) throws IOException {
        Path target = new UniqueNameFinder(disk).find(preferred);
        try {
            disk.rename(file.path(), target);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            return copyAndDelete(file, preferred, target);
        }
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

    /**
     * The copy is durable under its final name before the file is deleted. A crash in between leaves both; the next
     * attempt recognises the copy by its content.
     */
    private boolean copyAndDelete(FoundFile file, Path preferred, Path unused) throws IOException {
        if (!isCopy(file, preferred)) {
            Path partial = unused.resolveSibling(PARTIAL_PREFIX + file.name());
            disk.copy(file.path(), partial);
            disk.rename(partial, unused);
        }
        disk.sync(preferred.getParent());
        if (!file.matches(disk.stat(file.path()))) {
            LOG.info("{} changed while it was copied; it is published again", file);
            return false;
        }
        disk.delete(file.path());
        return true;
    }

    /** Times are not compared: the other file system may store them less precisely. */
    private boolean isCopy(FoundFile file, Path path) throws IOException {
        FileStat stat;
        try {
            stat = disk.stat(path);
        } catch (NoSuchFileException none) {
            return false;
        }
        if (!stat.isRegular() || stat.size() != file.size()) {
            return false;
        }
        ByteBuffer one = ByteBuffer.allocate(COMPARED_BYTES);
        ByteBuffer other = ByteBuffer.allocate(COMPARED_BYTES);
        for (long position = 0; position < stat.size(); position += COMPARED_BYTES) {
            disk.read(file.path(), position, one.clear());
            disk.read(path, position, other.clear());
            if (!one.flip().equals(other.flip())) {
                return false;
            }
        }
        return true;
    }
}
