package dev.wherry.generator.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files below a directory. Each appears with its whole content. */
record DirectoryLake(Path directory) implements Lake {
    @Override
    public void put(String key, byte[] content) throws IOException {
        Path file = directory.resolve(key);
        Path hidden = file.resolveSibling("." + file.getFileName());
        Files.createDirectories(file.getParent());
        Files.write(hidden, content);
        Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {}
}
