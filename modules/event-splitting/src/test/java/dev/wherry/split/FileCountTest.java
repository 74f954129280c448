package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCountTest {
    @TempDir
    Path directory;

    @Test
    void countsFilesBelowDirectoriesToo() throws IOException {
        assertThat(FileCount.of(directory)).hasToString("no files");
        Files.createDirectories(directory.resolve("a/b"));
        Files.createFile(directory.resolve("a/b/1"));
        assertThat(FileCount.of(directory)).hasToString("1 file");
        Files.createFile(directory.resolve("2"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("2"));
        assertThat(FileCount.of(directory)).isEqualTo(new FileCount(2, true));
    }

    @Test
    void looksAtABoundedNumber() throws IOException {
        for (int i = 0; i < FileCount.MAX_VISITED - 1; i++) {
            Files.createFile(directory.resolve("file" + i));
        }
        assertThat(FileCount.of(directory)).hasToString("999 files");
        Files.createFile(directory.resolve("another"));
        assertThat(FileCount.of(directory)).hasToString("at least 999 files");
    }
}
