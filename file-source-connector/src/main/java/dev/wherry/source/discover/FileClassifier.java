package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Determines what a name in a feed directory is, and whether this task owns it. A document that another task owns costs
 * no system call. Any thread may call it.
 */
final class FileClassifier {
    private static final ProbeResult IGNORED = new ProbeResult.Ignored();

    private final Disk disk;
    private final NamePatterns patterns;
    private final ShardAssignment shards;

    FileClassifier(Disk disk, NamePatterns patterns, ShardAssignment shards) {
        this.disk = disk;
        this.patterns = patterns;
        this.shards = shards;
    }

    boolean isNamedLikeDocument(FoundFile file) {
        return patterns.formatOf(file.name()) == NamePatterns.Format.DOCUMENT;
    }

    boolean ownsDocument(FoundFile file) {
        return shards.owns(file.shard());
    }

    /** Asks the disk what the path in that directory is: one system call at most. */
    ProbeResult probe(FeedDirectory directory, Path path) {
        Path name = path.getFileName();
        FoundFile file = FoundFile.named(directory, name);
        try {
            return switch (patterns.formatOf(name)) {
                case DOCUMENT -> ownsDocument(file) ? documentOrDirectory(file, name, disk.stat(path)) : IGNORED;
                case LINES -> linesOrDirectory(file, name, disk.statWithInode(path));
                case NONE -> NamePatterns.isHidden(name) ? IGNORED : onlyDirectory(directory, name, disk.stat(path));
            };
        } catch (NoSuchFileException e) {
            return IGNORED;
        } catch (IOException e) {
            return new ProbeResult.Failed(file, e);
        }
    }

    private static ProbeResult documentOrDirectory(FoundFile file, Path name, FileStat stat) {
        return switch (stat.kind()) {
            case REGULAR -> new ProbeResult.Document(file.withStat(stat));
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().childNamedLikeDocument(name));
            case OTHER -> IGNORED;
        };
    }

    private ProbeResult linesOrDirectory(FoundFile file, Path name, InodeStat found) {
        return switch (found.stat().kind()) {
            case REGULAR ->
                shards.owns(file.directory().shardOfInode(found.inode()))
                        ? new ProbeResult.Lines(file.withStat(found.stat()), found.inode())
                        : IGNORED;
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().child(name));
            case OTHER -> IGNORED;
        };
    }

    private static ProbeResult onlyDirectory(FeedDirectory parent, Path name, FileStat stat) {
        return stat.isDirectory() ? new ProbeResult.Subdirectory(parent.child(name)) : IGNORED;
    }
}
