package dev.wherry.source.discover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.LogText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A file by its name and, once it was looked at, its size and time. A million of these may wait at once: about 110 bytes
 * each, which is why they hold neither their full path nor a stat object. A path that was asked for its text keeps that
 * text, and is twice as large as all of this; so only a name that is no plain ASCII is a path here, whose bytes are what
 * the file system gave, even where they are no text.
 */
public final class FoundFile {
    /** In order of modification; names decide between equal times. */
    public static final Comparator<FoundFile> OLDEST_FIRST = Comparator.comparingLong(FoundFile::modified)
            .thenComparing(FoundFile::compareNames)
            .thenComparing(file -> file.directory().key());

    private static final long NOT_LOOKED_AT = -1;

    private final FeedDirectory directory;
    /** The name if it is plain ASCII; else null. */
    private final byte[] ascii;
    /** The name if it is not; else null. */
    private final Path other;

    private final long size;
    private final long modified;

    private FoundFile(FeedDirectory directory, byte[] ascii, Path other, long size, long modified) {
        this.directory = directory;
        this.ascii = ascii;
        this.other = other;
        this.size = size;
        this.modified = modified;
    }

    /** A name that was heard of. */
    public static FoundFile named(FeedDirectory directory, Path name) {
        String text = name.toString();
        return FileNames.isAscii(text)
                ? new FoundFile(directory, text.getBytes(ISO_8859_1), null, NOT_LOOKED_AT, NOT_LOOKED_AT)
                : new FoundFile(directory, null, name, NOT_LOOKED_AT, NOT_LOOKED_AT);
    }

    public FoundFile with(FileStat stat) {
        return new FoundFile(directory, ascii, other, stat.size(), stat.modified());
    }

    public boolean lookedAt() {
        return size != NOT_LOOKED_AT;
    }

    /** Whether that is still the file that was looked at. */
    public boolean is(FileStat stat) {
        return stat.isRegular() && stat.size() == size && stat.modified() == modified;
    }

    public FeedDirectory directory() {
        return directory;
    }

    public Path name() {
        return ascii == null ? other : Path.of(text());
    }

    /** The name as text, see {@link FileNames#text}. */
    private String text() {
        return ascii == null ? FileNames.text(other) : new String(ascii, ISO_8859_1);
    }

    /** As paths are compared: by their bytes. */
    private static int compareNames(FoundFile one, FoundFile two) {
        return one.ascii == null || two.ascii == null
                ? one.name().compareTo(two.name())
                : Arrays.compareUnsigned(one.ascii, two.ascii);
    }

    public long size() {
        return size;
    }

    public long modified() {
        return modified;
    }

    public Path path() {
        return directory.path().resolve(name());
    }

    /** The path relative to the inbox. */
    public String key() {
        return directory.key() + "/" + text();
    }

    /** The shard, if it is a document. */
    public int shard() {
        return directory.shardOf(nameHash());
    }

    private long nameHash() {
        return ascii == null ? directory.hashOf(text()) : directory.hashOf(ascii);
    }

    /**
     * Tells this content of this file from all others, in 64 bits; never 0. Hashes of a million files agree by chance
     * once in thirty million such inboxes.
     */
    public long stamp() {
        long hash = StableHash.add(StableHash.add(nameHash(), modified), size);
        long stamp = StableHash.finish(hash);
        return stamp == 0 ? 1 : stamp;
    }

    @Override
    public String toString() {
        return LogText.of(path());
    }
}
