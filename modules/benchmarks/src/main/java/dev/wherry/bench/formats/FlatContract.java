package dev.wherry.bench.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract of flat cards, for rows and lines. */
final class FlatContract {
    private static final List<String> FILES =
            List.of("feeds/cards.yaml", "card/contract.yaml", "card/schema.json", "migrations/V1__cards.sql");

    private FlatContract() {}

    /** Writes it to a directory of contracts. */
    static Path write(Path directory) throws IOException {
        for (String file : FILES) {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream content = FlatContract.class.getResourceAsStream("contracts/" + file)) {
                if (content == null) {
                    throw new IllegalStateException("no resource " + file);
                }
                Files.copy(content, target);
            }
        }
        return directory;
    }
}
