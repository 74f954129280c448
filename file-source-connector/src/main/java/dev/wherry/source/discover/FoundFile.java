package dev.wherry.source.discover;

import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.LogText;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A file by its name and, once it was looked at, its size and time. A million of these may wait at once: about 140 bytes
 * each, which is why they hold neither their full path nor a stat object, and why the name is a path: its bytes are what
 * the file system gave, even where they are no text.
 */
public final class FoundFile {
    /** In order of modification; names decide between equal times. */
    public static final Comparator<FoundFile> OLDEST_FIRST = Comparator.comparingLong(FoundFile::modified)
            .thenComparing(FoundFile::name)
            .thenComparing(file -> file.directory().key());

    private static final long NOT_LOOKED_AT = -1;

    private final Directory directory;
    private final Path name;
    private final long size;
    private final long modified;

    private FoundFile(Directory directory, Path name, long size, long modified) {
        this.directory = directory;
        this.name = name;
        this.size = size;
        this.modified = modified;
    }

    /** A name that was heard of. */
    public static FoundFile named(Directory directory, Path name) {
        return new FoundFile(directory, name, NOT_LOOKED_AT, NOT_LOOKED_AT);
    }

    public FoundFile with(FileStat stat) {
        return new FoundFile(directory, name, stat.size(), stat.modified());
    }

    public boolean lookedAt() {
        return size != NOT_LOOKED_AT;
    }

    /** Whether that is still the file that was looked at. */
    public boolean is(FileStat stat) {
        return stat.isRegular() && stat.size() == size && stat.modified() == modified;
    }

    public Directory directory() {
        return directory;
    }

    public Path name() {
        return name;
    }

    public long size() {
        return size;
    }

    public long modified() {
        return modified;
    }

    public Path path() {
        return directory.path().resolve(name);
    }

    /** The path relative to the inbox. */
    public String key() {
        return directory.key() + "/" + FileNames.text(name);
    }

    /** The shard, if it is a document. */
    public int shard() {
        return directory.shardOf(FileNames.text(name));
    }

    /**
     * Tells this content of this file from all others, in 64 bits; never 0. Hashes of a million files agree by chance
     * once in thirty million such inboxes.
     */
    public long stamp() {
        long hash = StableHash.add(StableHash.add(directory.hashOf(FileNames.text(name)), modified), size);
        long stamp = StableHash.finish(hash);
        return stamp == 0 ? 1 : stamp;
    }

    @Override
    public String toString() {
        return LogText.of(path());
    }
}
