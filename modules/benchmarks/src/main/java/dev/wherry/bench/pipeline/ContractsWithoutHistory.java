package dev.wherry.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies contracts, but not the key {@code history}, to measure what a history costs. */
final class ContractsWithoutHistory {
    private ContractsWithoutHistory() {}

    /** Returns the directory of the copies. */
    static Path copy(Path contracts, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(contracts)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = directory.resolve(contracts.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.write(
                    copy,
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("history: "))
                            .toList());
        }
        return directory;
    }
}
