package dev.wherry.generator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An event of a service: a full snapshot of a user or a card. */
sealed interface Event permits UserEvent, CardEvent {
    /** Whole seconds in UTC, without a zone. */
    DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    UUID id();

    Instant at();

    /** The id of the user or card. */
    long key();

    /** Whether the contract accepts the event. */
    boolean isValid();

    /** Orders the events of one key by comparison of text, most significant part first. */
    String version();

    /** The event as JSON, with members in the order of the service. */
    Map<String, Object> document();

    /** The values of {@link ServiceKind#columns()} as text. */
    List<String> row();

    /** The metadata object of all events. */
    static Map<String, Object> metadata(String type, Event event) {
        return JsonText.object("type", type, "event_at", SECONDS.format(event.at()), "event_id", event.id());
    }
}
