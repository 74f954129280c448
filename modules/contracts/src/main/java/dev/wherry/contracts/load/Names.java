package dev.wherry.contracts.load;

import java.util.Set;

/** What may be the name of something. */
final class Names {
    /** Names that PostgreSQL neither cuts nor folds. Reserved words are among them, so SQL has to quote them all the same. */
    static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";

    static final String IDENTIFIER_REMEDY =
            "write at most 63 lower-case letters, digits and underscores, a letter or underscore first";

    /**
     * Types and feeds are parts of topic names; dots separate those parts. Kafka takes 249 characters, and a repartition topic
     * holds both with the application's id.
     */
    static final String TOPIC_PART = "[a-zA-Z0-9_-]{1,100}";

    static final String TOPIC_PART_REMEDY = "write at most 100 letters, digits, underscores and hyphens";

    /** A file in the same directory: a contract cannot have others read, nor name one that the locale has no letters for. */
    static final String FILE = "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,200}";

    static final String FILE_REMEDY =
            "write the name of a file beside the contract: letters, digits, dots, underscores and hyphens";

    private static final Set<String> TABLES_OF_WHERRY = Set.of("quarantine", "ledger", "ledger_counts");

    private Names() {}

    /** Whether it is, or may become, a table of Wherry itself or of Flyway. */
    static boolean isReservedTable(String name) {
        return TABLES_OF_WHERRY.contains(name) || name.startsWith("wherry_") || name.startsWith("flyway_");
    }
}
