package dev.wherry.generator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A card was created or modified. The event does not say which. */
record CardEvent(UUID id, Instant at, Card card) implements Event {
    @Override
    public long key() {
        return card.id();
    }

    @Override
    public boolean isValid() {
        return card.userId() != null;
    }

    @Override
    public String version() {
        return SECONDS.format(card.updatedAt()) + " " + SECONDS.format(at);
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> payload = JsonText.object("id", card.id());
        if (card.userId() != null) {
            payload.put("user_id", card.userId());
        }
        payload.put("created_by_name", card.createdByName());
        payload.put("updated_at", SECONDS.format(card.updatedAt()));
        payload.put("created_at", SECONDS.format(card.createdAt()));
        payload.put("active", card.active());
        return JsonText.object("payload", payload, "metadata", Event.metadata("card", this));
    }

    @Override
    public List<String> row() {
        return List.of(
                Long.toString(card.id()),
                String.valueOf(card.userId()),
                card.createdByName(),
                SECONDS.format(card.createdAt()),
                SECONDS.format(card.updatedAt()),
                Boolean.toString(card.active()),
                id.toString(),
                SECONDS.format(at));
    }
}
