package dev.wherry.generator;

import java.util.List;
import java.util.Locale;

/** The two services. */
public enum ServiceKind {
    /** Writes each user once. Of several events of one user, the first wins. */
    USERS,
    /** Writes new and modified cards without end. Of several events of one card, the latest wins. */
    CARDS;

    /** The name of the feed and of the table that holds its rows. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns whose values come from the event, the key first. */
    public List<String> columns() {
        return switch (this) {
            case USERS -> List.of("id", "name", "address", "job", "score", "event_id", "event_at");
            case CARDS ->
                List.of(
                        "id",
                        "user_id",
                        "created_by_name",
                        "created_at",
                        "updated_at",
                        "active",
                        "event_id",
                        "event_at");
        };
    }
}
