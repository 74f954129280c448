package dev.wherry.bench.scan;

import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The indispensable work of finding changed files: list a directory and stat each file. */
final class BareScan {
    private BareScan() {}

    static Sample sample(Path directory) throws IOException {
        long started = System.nanoTime();
        long newest = Long.MIN_VALUE;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                newest = Math.max(newest, attributes.lastModifiedTime().toMillis());
            }
        }
        if (newest == Long.MIN_VALUE) {
            throw new IllegalStateException(directory + " is empty");
        }
        return Sample.of(LargeInbox.MILLIS, (System.nanoTime() - started) / 1e6);
    }
}
