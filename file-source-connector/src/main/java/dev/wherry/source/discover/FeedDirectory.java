package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileNames;
import dev.wherry.source.disk.LogText;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A directory of a feed. The files in it share this object, which keeps a long queue of files small. */
public final class FeedDirectory {
    private static final int BY_NAME = -1;

    private final FeedDirectory parent;
    private final String feed;
    private final String topic;
    private final Path path;
    private final Path inInbox;
    private final String key;
    private final long hash;
    private final int shard;

    private FeedDirectory(FeedDirectory parent, Path name, String text, long hash, int shard) {
        this.parent = parent;
        this.feed = parent.feed;
        this.topic = parent.topic;
        this.path = parent.path.resolve(name);
        this.inInbox = parent.inInbox.resolve(name);
        this.key = parent.key + "/" + text;
        this.hash = hash;
        this.shard = shard;
    }

    private FeedDirectory(String feed, Path inbox) {
        this.parent = null;
        this.feed = feed;
        this.topic = Topics.raw(feed);
        this.path = inbox.resolve(feed);
        this.inInbox = Path.of(feed);
        this.key = feed;
        this.hash = StableHash.EMPTY;
        this.shard = BY_NAME;
    }

    /** The feed's own directory. */
    public static FeedDirectory ofFeed(String feed, Path inbox) {
        return new FeedDirectory(feed, inbox);
    }

    FeedDirectory child(Path name) {
        return child(name, shard);
    }

    /**
     * A directory that is named like a document. Only the task whose shard the name is looks at such a name, so only
     * that task finds the directory, and everything below is of that shard.
     */
    FeedDirectory childNamedLikeDocument(Path name) {
        return child(name, shardOf(hashOf(FileNames.text(name))));
    }

    private FeedDirectory child(Path name, int childShard) {
        String text = FileNames.text(name);
        long childHash = StableHash.add(StableHash.add(hash, text), "/");
        return new FeedDirectory(this, name, text, childHash, childShard);
    }

    public String feed() {
        return feed;
    }

    public String topic() {
        return topic;
    }

    public Path path() {
        return path;
    }

    /** The path relative to the inbox. */
    public Path inInbox() {
        return inInbox;
    }

    /** The same as text. */
    public String key() {
        return key;
    }

    /** The shard of a document in here. */
    int shardOf(long nameHash) {
        return shard == BY_NAME ? ShardAssignment.ofName(nameHash) : shard;
    }

    /** The shard of a growing file in here. */
    public int shardOfInode(long inode) {
        return shard == BY_NAME ? ShardAssignment.ofInode(inode) : shard;
    }

    /** Of the file's path relative to the feed. */
    long hashOf(String name) {
        return StableHash.add(hash, name);
    }

    /** The same, of a name that is plain ASCII. */
    long hashOf(byte[] ascii) {
        return StableHash.add(hash, ascii, ascii.length);
    }

    /**
     * Makes sure that no link leads here. Whoever may write to the inbox could put one in a directory's place and have the
     * worker publish, move or delete what lies elsewhere. Asked before every such thing; a moment remains between the two.
     *
     * @throws IOException if a part of the path below the inbox is a link or is there no more
     */
    public void requireNoLink(Disk disk) throws IOException {
        if (parent != null) {
            parent.requireNoLink(disk);
        }
        if (!disk.stat(path).isDirectory()) {
            throw new FileSystemException(path.toString(), null, "is a link, which is not followed, or no directory");
        }
    }

    @Override
    public String toString() {
        return LogText.of(path);
    }
}
