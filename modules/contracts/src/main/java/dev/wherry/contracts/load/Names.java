package dev.wherry.contracts.load;

import java.util.Set;

/** What may be the name of something. */
final class Names {
    /** Names that PostgreSQL takes without quotes, and that it does not cut. */
    static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";

    static final String IDENTIFIER_REMEDY =
            "write at most 63 lower-case letters, digits and underscores, a letter or underscore first";

    /** Types and feeds are parts of topic names, whose length Kafka limits; dots separate those parts. */
    static final String TOPIC_PART = "[a-zA-Z0-9_-]{1,200}";

    static final String TOPIC_PART_REMEDY = "write letters, digits, underscores and hyphens";

    /** Wherry's own tables. */
    static final Set<String> RESERVED_TABLES = Set.of(
            "quarantine",
            "ledger",
            "ledger_counts",
            "wherry_offsets",
            "wherry_schema_history",
            "flyway_schema_history");

    private Names() {}
}
