package dev.wherry.contracts.load;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The syntax of names in contracts, as regular expressions with their remedies. */
final class NamingRules {
    /**
     * Names of schemas, tables and columns, as PostgreSQL lists them: SQL quotes them always, so that case counts and reserved
     * words are allowed. Neither quotes nor dollar signs, which would end a string of SQL, nor dots, which separate schema
     * and table.
     */
    static final String IDENTIFIER = "[\\p{L}_][\\p{L}\\p{N}_ -]*";

    static final String IDENTIFIER_REMEDY =
            "write it as PostgreSQL lists it, in upper and lower case: at most 63 bytes of letters, digits, underscores,"
                    + " hyphens and spaces, a letter or underscore first";

    /** PostgreSQL cuts longer names off. */
    private static final int MAX_IDENTIFIER_BYTES = 63;

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

    private static final Set<String> RESERVED_TABLES =
            Set.of("quarantine", "ledger", "ledger_counts", "receipts", "receipt_counts", "receipt_corrections");

    private NamingRules() {}

    static boolean isIdentifier(String name) {
        return name.matches(IDENTIFIER) && name.getBytes(StandardCharsets.UTF_8).length <= MAX_IDENTIFIER_BYTES;
    }

    /** The name without the double quotes that SQL may need around it. */
    static String unquoted(String name) {
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    /** Whether the name belongs, or may later belong, to a table of Wherry or Flyway. */
    static boolean isReservedTable(String name) {
        return RESERVED_TABLES.contains(name) || name.startsWith("wherry_") || name.startsWith("flyway_");
    }

    /** Whether the name belongs, or may later belong, to a schema of PostgreSQL. */
    static boolean isReservedSchema(String name) {
        return name.startsWith("pg_") || name.equals("information_schema");
    }
}
