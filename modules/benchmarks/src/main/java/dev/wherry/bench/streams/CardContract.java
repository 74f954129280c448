package dev.wherry.bench.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies the shipped contract of cards under other names. */
final class CardContract {
    private CardContract() {}

    /** Writes a contract whose type, feed and table have the given name. */
    static void copy(Path shipped, Path contracts, String name) throws IOException {
        Path type = Files.createDirectories(contracts.resolve(name));
        Files.copy(shipped.resolve("card/schema.json"), type.resolve("schema.json"));
        String contract = Files.readString(shipped.resolve("card/contract.yaml"));
        String renamed = contract.replace("\ntype: card\n", "\ntype: " + name + "\n")
                .replace("feeds: [cards]", "feeds: [" + name + "]")
                .replace("table: cards", "table: " + name);
        Files.writeString(type.resolve("contract.yaml"), renamed);
    }
}
