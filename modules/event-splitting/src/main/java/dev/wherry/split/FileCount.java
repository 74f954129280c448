package dev.wherry.split;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The number of files in a directory and below it, without links and what cannot be read.
 *
 * @param isComplete whether everything was looked at; there may be more files otherwise
 */
public record FileCount(long files, boolean isComplete) {
    /** Files and directories. More are not looked at, because a scan of the inbox waits for the count. */
    static final int MAX_VISITED = 1_000;

    /** Counts files. Names and types are read, nothing else. */
    public static FileCount of(Path directory) throws IOException {
        Counter counter = new Counter();
        Files.walkFileTree(directory, counter);
        return new FileCount(counter.files, counter.visited <= MAX_VISITED);
    }

    /** For example {@code 1 file}. */
    @Override
    public String toString() {
        String number = files == 0 && isComplete ? "no" : "%,d".formatted(files);
        return (isComplete ? "" : "at least ") + number + (files == 1 ? " file" : " files");
    }

    private static final class Counter extends SimpleFileVisitor<Path> {
        private long files;
        private long visited;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            FileVisitResult next = next();
            if (next == FileVisitResult.CONTINUE && attributes.isRegularFile()) {
                files++;
            }
            return next;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult next() {
            visited++;
            return visited > MAX_VISITED ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
