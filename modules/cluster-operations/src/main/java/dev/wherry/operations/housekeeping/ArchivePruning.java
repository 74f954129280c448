package dev.wherry.operations.housekeeping;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Deletes the files that were archived before a time, and the directories that this leaves empty. Safe while the source
 * runs: it archives a file only after its records are committed, and creates missing directories again.
 *
 * <p>The age of a file is the time since it was moved into the archive (its inode's change time), not since it was written:
 * an old file that was dropped yesterday has been archived yesterday. Restoring or copying an archive makes its files new.
 */
public final class ArchivePruning {
    private final Path archive;
    private final Instant before;
    private final boolean dryRun;

    /**
     * A pruning of one archive.
     *
     * @param before files archived before this time are deleted
     * @param dryRun counts the files, but deletes nothing
     */
    public ArchivePruning(Path archive, Instant before, boolean dryRun) {
        this.archive = archive;
        this.before = before;
        this.dryRun = dryRun;
    }

    /**
     * Deletes the files. Links are neither followed nor deleted.
     *
     * @return the files deleted, or that would be; and those that stay
     * @throws NotAnArchiveException if the directory cannot be an archive
     * @throws IOException if a directory cannot be listed or a file not deleted; running again continues
     */
    public PruneResult run() throws IOException {
        requireArchive();
        Visitor visitor = new Visitor();
        Files.walkFileTree(archive, visitor);
        return new PruneResult(visitor.pruned, visitor.kept);
    }

    private void requireArchive() {
        if (!Files.isDirectory(archive)) {
            throw new NotAnArchiveException(
                    "There is no archive " + archive
                            + ": name the directory of the finished files with --archive, if the pipeline runs with that option.");
        }
        if (Files.exists(archive.resolve("kafka")) && Files.exists(archive.resolve("postgres"))) {
            throw new NotAnArchiveException(
                    archive + " is a home, not an archive: name it with --home, and its archive is pruned.");
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private FileCount pruned = FileCount.NONE;
        private FileCount kept = FileCount.NONE;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && archivedAt(file, attributes).isBefore(before)) {
                if (!dryRun) {
                    Files.deleteIfExists(file);
                }
                pruned = pruned.plus(attributes.size());
            } else {
                kept = kept.plus(attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // deleted meanwhile, for example by another prune
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!dryRun && !directory.equals(archive)) {
                try {
                    Files.deleteIfExists(directory);
                } catch (DirectoryNotEmptyException inUse) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }

    /** Moving a file changes its inode, but not its modification time. */
    private static Instant archivedAt(Path file, BasicFileAttributes attributes) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return attributes.lastModifiedTime().toInstant();
        }
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).toInstant();
        } catch (NoSuchFileException deletedMeanwhile) {
            return attributes.lastModifiedTime().toInstant();
        }
    }
}
