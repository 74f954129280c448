package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.InodeStat;
import dev.wherry.split.FileKind;
import dev.wherry.split.IgnoredReason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Determines what a name in a feed directory is, and whether this task owns it. A document that another task owns costs
 * no system call. Any thread may call it.
 */
final class FileClassifier {
    private static final ProbeResult NOTHING = new ProbeResult.Nothing();

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

    /** Whether this task owns the name: if it is that of a document, it reads it. */
    boolean owns(FoundFile file) {
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
                return owns(file) ? documentOrDirectory(file, name, disk.stat(path)) : NOTHING;
            }
            return tailedOrDirectory(file, name, kind.get(), disk.statWithInode(path));
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (IOException e) {
            return new ProbeResult.Failed(file, e);
        }
    }

    private ProbeResult documentOrDirectory(FoundFile file, Path name, FileStat stat) {
        return switch (stat.kind()) {
            case REGULAR -> new ProbeResult.Document(file.withStat(stat));
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().childNamedLikeDocument(name));
            case LINK -> ignored(file, IgnoredReason.LINK);
            case SPECIAL -> ignored(file, IgnoredReason.SPECIAL);
        };
    }

    private ProbeResult tailedOrDirectory(FoundFile file, Path name, FileKind kind, InodeStat found) {
        return switch (found.stat().kind()) {
            case REGULAR -> tailed(file, found, name.toString(), kind);
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().child(name));
            case LINK -> ignored(file, IgnoredReason.LINK);
            case SPECIAL -> ignored(file, IgnoredReason.SPECIAL);
        };
    }

    private ProbeResult tailed(FoundFile file, InodeStat found, String name, FileKind kind) {
        return shards.owns(file.directory().shardOfInode(found.inode()))
                ? new ProbeResult.Tailed(file.withStat(found.stat()), found.inode(), name, kind)
                : NOTHING;
    }

    /** A file that is read in parts is followed whatever its name becomes: programs rename their logs. */
    private ProbeResult unmatched(FoundFile file, Path name, Path path) throws IOException {
        FeedDirectory directory = file.directory();
        boolean ignored = directory.feed().patterns().isIgnored(name.toString());
        if (knownFiles.any(directory)) {
            InodeStat found = disk.statWithInode(path);
            if (found.stat().isRegular()) {
                Optional<String> knownAs = knownFiles.nameOf(directory, found.inode());
                Optional<FileKind> kind =
                        knownAs.flatMap(known -> directory.feed().patterns().kindOf(known));
                if (kind.isPresent()) {
                    return tailed(file, found, knownAs.get(), kind.get());
                }
            }
            return ignored ? NOTHING : unmatched(file, name, found.stat());
        }
        return ignored ? NOTHING : unmatched(file, name, disk.stat(path));
    }

    private ProbeResult unmatched(FoundFile file, Path name, FileStat stat) {
        return switch (stat.kind()) {
            case DIRECTORY -> new ProbeResult.Subdirectory(file.directory().child(name));
            case REGULAR -> ignored(file, IgnoredReason.UNMATCHED);
            case LINK -> ignored(file, IgnoredReason.LINK);
            case SPECIAL -> ignored(file, IgnoredReason.SPECIAL);
        };
    }

    private ProbeResult ignored(FoundFile file, IgnoredReason reason) {
        return owns(file) ? new ProbeResult.Ignored(file, reason) : NOTHING;
    }
}
