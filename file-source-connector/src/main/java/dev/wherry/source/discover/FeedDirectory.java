package dev.wherry.source.discover;

import dev.wherry.connect.progress.StableHash;
import dev.wherry.connect.text.LogText;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.Feed;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A directory of a feed. Its files share this object, which keeps a long queue of files small. */
public final class FeedDirectory {
    /** Each file in the directory has its own shard. */
    private static final int BY_FILE = -1;

    private final FeedDirectory parent;
    private final Feed feed;
    private final Path path;
    private final Path relativePath;
    private final String key;
    private final long hash;
    private final int shard;

    private FeedDirectory(FeedDirectory parent, Path name, String text, long hash, int shard) {
        this.parent = parent;
        this.feed = parent.feed;
        this.path = parent.path.resolve(name);
        this.relativePath = parent.relativePath.resolve(name);
        this.key = parent.key + "/" + text;
        this.hash = hash;
        this.shard = shard;
    }

    private FeedDirectory(Feed feed, Path inbox) {
        this.parent = null;
        this.feed = feed;
        this.path = inbox.resolve(feed.name());
        this.relativePath = Path.of(feed.name());
        this.key = feed.name();
        this.hash = StableHash.EMPTY;
        this.shard = BY_FILE;
    }

    /** The root directory of a feed. */
    public static FeedDirectory ofFeed(Feed feed, Path inbox) {
        return new FeedDirectory(feed, inbox);
    }

    /** The directory that contains this one; null for that of a feed. */
    FeedDirectory parent() {
        return parent;
    }

    boolean isFeed() {
        return parent == null;
    }

    FeedDirectory child(Path name) {
        return child(name, shard);
    }

    /**
     * A directory that is named like a document. Only the task that owns the shard of such a name probes it, so only
     * that task finds the directory. Everything below it therefore belongs to that shard.
     */
    FeedDirectory childNamedLikeDocument(Path name) {
        return child(name, shardOf(hashOf(FileNames.text(name))));
    }

    private FeedDirectory child(Path name, int childShard) {
        String text = FileNames.text(name);
        long childHash = StableHash.add(StableHash.add(hash, text), "/");
        return new FeedDirectory(this, name, text, childHash, childShard);
    }

    public Feed feed() {
        return feed;
    }

    public Path path() {
        return path;
    }

    /** The path relative to the inbox. */
    public Path relativePath() {
        return relativePath;
    }

    /** The path relative to the inbox as text, see {@link FileNames#text}. */
    public String key() {
        return key;
    }

    /** The shard of a document in this directory. */
    int shardOf(long nameHash) {
        return shard == BY_FILE ? ShardAssignment.ofName(nameHash) : shard;
    }

    /** The shard of a growing file in this directory. */
    public int shardOfInode(long inode) {
        return shard == BY_FILE ? ShardAssignment.ofInode(inode) : shard;
    }

    /** Hashes a file's path relative to the feed. */
    long hashOf(String name) {
        return StableHash.add(hash, name);
    }

    /** As {@link #hashOf(String)}, for a plain ASCII name. */
    long hashOf(byte[] ascii) {
        return StableHash.add(hash, ascii, ascii.length);
    }

    /**
     * Verifies that no part of the path below the inbox is a symbolic link. A user who can write to the inbox could
     * replace a directory by a link, and the worker would publish, move or delete files elsewhere. Called before each
     * of these; a short race remains between the check and the use.
     *
     * @return the directory's own attributes
     * @throws IOException if a part of the path below the inbox is a link or no longer exists
     */
    public FileStat requireNoLink(Disk disk) throws IOException {
        if (parent != null) {
            parent.requireNoLink(disk);
        }
        FileStat stat = disk.stat(path);
        if (!stat.isDirectory()) {
            throw new FileSystemException(
                    path.toString(), null, "is a symbolic link, which is not followed, or not a directory");
        }
        return stat;
    }

    @Override
    public String toString() {
        return LogText.of(path);
    }
}
