package dev.wherry.source.disposal;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void takenNamesAreNumbered() throws IOException {
        UniqueNameFinder name = new UniqueNameFinder(new LocalDisk());
        Path wanted = directory.resolve("x.json");
        assertEquals(wanted, name.like(wanted));
        Files.createFile(wanted);
        for (int i = 1; i < 100; i++) {
            Path free = name.like(wanted);
            assertEquals(directory.resolve("x.json." + i), free);
            Files.createFile(free);
        }
    }
}
