package dev.wherry.contracts.load;

import java.util.Set;

/** The syntax of names in contracts, as regular expressions with their remedies. */
final class NamingRules {
    /** Names that PostgreSQL neither truncates nor folds. They may be reserved words, so SQL must quote them. */
    static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";

    static final String IDENTIFIER_REMEDY =
            "write at most 63 lower-case letters, digits and underscores, a letter or underscore first";

    /**
     * Types and feeds are parts of topic names, separated by dots. Kafka allows 249 characters, and the name of a
     * repartition topic contains a type, a feed and the application id.
     */
    static final String TOPIC_PART = "[a-zA-Z0-9_-]{1,100}";

    static final String TOPIC_PART_REMEDY = "write at most 100 letters, digits, underscores and hyphens";

    /** A file in the same directory, in ASCII: a contract must not read other files, nor depend on the locale. */
    static final String FILE = "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,200}";

    static final String FILE_REMEDY =
            "write the name of a file beside the contract: letters, digits, dots, underscores and hyphens";

    private static final Set<String> RESERVED_TABLES = Set.of("quarantine", "ledger", "ledger_counts");

    private NamingRules() {}

    /** Whether the name belongs, or may later belong, to a table of Wherry or Flyway. */
    static boolean isReservedTable(String name) {
        return RESERVED_TABLES.contains(name) || name.startsWith("wherry_") || name.startsWith("flyway_");
    }

    /** Whether the name belongs, or may later belong, to a schema of PostgreSQL. */
    static boolean isReservedSchema(String name) {
        return name.startsWith("pg_") || name.equals("information_schema");
    }
}
