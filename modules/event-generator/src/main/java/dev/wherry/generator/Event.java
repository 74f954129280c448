package dev.wherry.generator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a service says has happened: a full snapshot of a user or a card. */
sealed interface Event permits UserEvent, CardEvent {
    /** Whole seconds and no zone; UTC is meant. */
    DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    UUID id();

    Instant at();

    /** The id of the user or card. */
    long key();

    /** Whether the event is one that its contract accepts. */
    boolean valid();

    /** What orders the events of one key, most significant first. */
    String version();

    /** The event as it stands in a file, members in the order in which the service writes them. */
    Map<String, Object> document();

    /** The values of {@link Kind#columns()} as text. */
    List<String> row();

    /** The part that all events have. */
    static Map<String, Object> metadata(String type, Event event) {
        return JsonText.object("type", type, "event_at", SECONDS.format(event.at()), "event_id", event.id());
    }
}
