package dev.wherry.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What {@code wherry erase} has recorded in the warehouse. Empty for a warehouse without its table. */
final class Erasures {
    private static final String TABLE = "wherry_erasures";

    private Erasures() {}

    /** A sentence for each erasure, the oldest first. */
    static List<String> sentences(AuditDatabase database) throws SQLException {
        List<String> sentences = new ArrayList<>();
        if (database.tableExists(TABLE)) {
            database.each(
                    "SELECT type, events, to_char(erased_at, 'YYYY-MM-DD HH24:MI:SS'), key_digest FROM wherry_erasures"
                            + " ORDER BY erased_at, key_digest",
                    row -> sentences.add("An entity of type %s was erased at %s UTC, with %,d events (key digest %s)."
                            .formatted(row.getString(1), row.getString(3), row.getLong(2), row.getString(4))));
        }
        return sentences;
    }
}
