package dev.wherry.source.discover;

import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import java.io.IOException;

/**
 * What the disk said of a name.
 *
 * @param file null if there is nothing of this task's
 * @param inode 0 if it was not asked for
 * @param failure why the disk could not say it; otherwise null
 */
record ProbeResult(NamePatterns.Format format, FoundFile file, FileStat.Kind kind, long inode, IOException failure) {
    /** Gone, hidden, or another task's. */
    static final ProbeResult NOTHING = new ProbeResult(NamePatterns.Format.NONE, null, FileStat.Kind.OTHER, 0, null);

    static ProbeResult at(NamePatterns.Format format, FoundFile file, FileStat stat) {
        return new ProbeResult(format, file.with(stat), stat.kind(), 0, null);
    }

    static ProbeResult at(NamePatterns.Format format, FoundFile file, InodeStat found) {
        return new ProbeResult(format, file.with(found.stat()), found.stat().kind(), found.inode(), null);
    }

    static ProbeResult failed(FoundFile file, IOException failure) {
        return new ProbeResult(NamePatterns.Format.NONE, file, FileStat.Kind.OTHER, 0, failure);
    }
}
