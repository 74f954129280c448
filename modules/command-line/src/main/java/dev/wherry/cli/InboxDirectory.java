package dev.wherry.cli;

import dev.wherry.wire.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses an inbox that does not exist: most probably it is mistyped, and a pipeline on it would wait for files for ever. */
final class InboxDirectory {
    private InboxDirectory() {}

    /**
     * Checks that an inbox exists.
     *
     * @param remedy what else to do than to correct the name; empty for nothing
     * @throws UsageException if it does not
     */
    static void require(Path inbox, String remedy) throws IOException {
        if (Files.isDirectory(inbox)) {
            return;
        }
        if (Files.exists(inbox)) {
            throw new UsageException(
                    "The inbox %s is not a directory: name the directory that contains those of the feeds."
                            .formatted(inbox));
        }
        String suggestion =
                suggestion(inbox).map(" Did you mean %s?"::formatted).orElse("");
        throw new UsageException("The inbox %s does not exist.%s%s".formatted(inbox, suggestion, remedy));
    }

    /** The directory that the path names if the name of its first missing directory is corrected. */
    private static Optional<Path> suggestion(Path inbox) throws IOException {
        Path missing = inbox.toAbsolutePath().normalize();
        while (missing.getParent() != null && !Files.exists(missing.getParent())) {
            missing = missing.getParent();
        }
        Path below = missing.relativize(inbox.toAbsolutePath().normalize());
        Path parent = missing.getParent();
        if (parent == null || !Files.isReadable(parent)) {
            return Optional.empty();
        }
        List<String> siblings;
        try (Stream<Path> entries = Files.list(parent)) {
            siblings = entries.filter(entry -> Files.isDirectory(entry.resolve(below)))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
        return Suggestions.to(missing.getFileName().toString(), siblings)
                .map(name -> parent.resolve(name).resolve(below));
    }
}
