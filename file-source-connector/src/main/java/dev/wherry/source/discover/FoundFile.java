package dev.wherry.source.discover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.connect.progress.StableHash;
import dev.wherry.connect.text.LogText;
import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.Feed;
import dev.wherry.split.FileKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file's name and, once it was probed, its size and modification time. A million of these may be queued, so they are
 * kept to about 110 bytes: no full path, no stat object. A {@link Path} caches its text, which makes it twice as large
 * as this object. So a plain ASCII name is stored as bytes. Any other name stays a path, which preserves the file
 * system's bytes even where they are not valid text.
 */
public final class FoundFile {
    /** By modification time, then by name, then by directory. */
    public static final Comparator<FoundFile> OLDEST_FIRST = Comparator.comparingLong(FoundFile::modified)
            .thenComparing(FoundFile::compareNames)
            .thenComparing(file -> file.directory().key());

    private static final long UNKNOWN = -1;

    private final FeedDirectory directory;
    /** The name if it is plain ASCII, otherwise null. */
    private final byte[] ascii;
    /** The name if it is not plain ASCII, otherwise null. */
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

    /** A name whose size and time are not known yet. */
    public static FoundFile named(FeedDirectory directory, Path name) {
        String text = name.toString();
        return FileNames.isAscii(text)
                ? new FoundFile(directory, text.getBytes(ISO_8859_1), null, UNKNOWN, UNKNOWN)
                : new FoundFile(directory, null, name, UNKNOWN, UNKNOWN);
    }

    public FoundFile withStat(FileStat stat) {
        return new FoundFile(directory, ascii, other, stat.size(), stat.modified());
    }

    /** Whether the stat still describes the probed file. */
    public boolean matches(FileStat stat) {
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

    /** Compares bytes, as {@link Path#compareTo} does. */
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

    public Feed feed() {
        return directory.feed();
    }

    /** How the file is read; empty if its name matches nothing. */
    public Optional<FileKind> kind() {
        return feed().patterns().kindOf(ascii == null ? other.toString() : text());
    }

    /** The path relative to the feed's directory, in printable characters. */
    String nameInFeed() {
        return LogText.of(directory
                .relativePath()
                .resolve(name())
                .subpath(1, directory.relativePath().getNameCount() + 1));
    }

    /** The path relative to the inbox, as text. */
    public String key() {
        return directory.key() + "/" + text();
    }

    /** The shard if this is a document; a growing file's shard depends on its inode. */
    public int shard() {
        return directory.shardOf(nameHash());
    }

    private long nameHash() {
        return ascii == null ? directory.hashOf(text()) : directory.hashOf(ascii);
    }

    /**
     * A 64-bit hash of path, modification time and size; never 0. In an inbox of a million files the chance of a
     * collision is one in thirty million.
     */
    public long fingerprint() {
        long hash = StableHash.add(StableHash.add(nameHash(), modified), size);
        long fingerprint = StableHash.finish(hash);
        return fingerprint == 0 ? 1 : fingerprint;
    }

    /** The fingerprint in hexadecimal digits. */
    public String fingerprintText() {
        return HexFormat.of().toHexDigits(fingerprint());
    }

    @Override
    public String toString() {
        return LogText.of(path());
    }
}
