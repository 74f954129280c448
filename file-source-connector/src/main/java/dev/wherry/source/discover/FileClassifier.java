package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.split.FileKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Determines what a name in a feed directory is, and whether this task owns it. A document that another task owns costs
 * no system call. Any thread may call it.
 */
final class FileClassifier {
    private static final ProbeResult IGNORED = new ProbeResult.Ignored();

    private final Disk disk;
    private final ShardAssignment shards;
    private final KnownFiles knownFiles;

    FileClassifier(Disk disk, ShardAssignment shards, KnownFiles knownFiles) {
        this.disk = disk;
        this.shards = shards;
        this.knownFiles = knownFiles;
    }

    boolean isNamedLikeDocument(FoundFile file) {
        return file.kind().filter(FileKind::isDocument).isPresent();
    }

    boolean ownsDocument(FoundFile file) {
        return shards.owns(file.shard());
    }

    /** Asks the disk what the path in that directory is: two system calls at most. */
    ProbeResult probe(FeedDirectory directory, Path path) {
        Path name = path.getFileName();
        FoundFile file = FoundFile.named(directory, name);
        Optional<FileKind> kind = file.kind();
        try {
            if (kind.isEmpty()) {
                return unmatched(file, name, path);
            }
            if (kind.get().isDocument()) {
                return ownsDocument(file) ? documentOrDirectory(file, name, disk.stat(path)) : IGNORED;
            }
            return tailedOrDirectory(file, name, kind.get(), disk.statWithInode(path));
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

    private ProbeResult tailedOrDirectory(FoundFile file, Path name, FileKind kind, InodeStat found) {
        return switch (found.stat().kind()) {
            case REGULAR -> tailed(file, found, name.toString(), kind);
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().child(name));
            case OTHER -> IGNORED;
        };
    }

    private ProbeResult tailed(FoundFile file, InodeStat found, String name, FileKind kind) {
        return shards.owns(file.directory().shardOfInode(found.inode()))
                ? new ProbeResult.Tailed(file.withStat(found.stat()), found.inode(), name, kind)
                : IGNORED;
    }

    /** A file that is read in parts is followed whatever its name becomes: programs rename their logs. */
    private ProbeResult unmatched(FoundFile file, Path name, Path path) throws IOException {
        FeedDirectory directory = file.directory();
        if (knownFiles.any(directory)) {
            InodeStat found = disk.statWithInode(path);
            if (found.stat().isRegular()) {
                Optional<String> knownAs = knownFiles.nameOf(directory, found.inode());
                Optional<FileKind> kind =
                        knownAs.flatMap(known -> directory.feed().patterns().kindOf(known));
                return kind.map(known -> tailed(file, found, knownAs.get(), known))
                        .orElse(IGNORED);
            }
            return FoundFile.isHidden(name) ? IGNORED : onlyDirectory(directory, name, found.stat());
        }
        return FoundFile.isHidden(name) ? IGNORED : onlyDirectory(directory, name, disk.stat(path));
    }

    private static ProbeResult onlyDirectory(FeedDirectory parent, Path name, FileStat stat) {
        return stat.isDirectory() ? new ProbeResult.Subdirectory(parent.child(name)) : IGNORED;
    }
}
