package dev.wherry.generator;

import java.util.List;
import java.util.Locale;

/** Which of the two services. */
public enum Kind {
    /** Writes each user once; of several events of one user the first counts. */
    USERS,
    /** Writes new and modified cards for ever; of several events of one card the latest counts. */
    CARDS;

    /** The feed, and the table in which its rows end. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that an event decides, the key first. */
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
