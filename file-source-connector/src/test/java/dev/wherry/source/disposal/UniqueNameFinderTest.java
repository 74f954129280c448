package dev.wherry.source.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueNameFinderTest {
    @TempDir
    private Path directory;

    @Test
    void numbersUsedNames() throws IOException {
        UniqueNameFinder finder = new UniqueNameFinder(new LocalDisk());
        Path preferred = directory.resolve("x.json");
        assertThat(finder.find(preferred)).isEqualTo(preferred);
        Files.createFile(preferred);
        for (int i = 1; i < 100; i++) {
            Path free = finder.find(preferred);
            assertThat(free).isEqualTo(directory.resolve("x.json." + i));
            Files.createFile(free);
        }
    }
}
