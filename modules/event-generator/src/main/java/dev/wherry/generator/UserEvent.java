package dev.wherry.generator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A user was created. */
record UserEvent(UUID id, Instant at, long key, String name, String address, String job, double score)
        implements Event {
    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public String version() {
        return SECONDS.format(at);
    }

    @Override
    public Map<String, Object> document() {
        return JsonText.object(
                "metadata",
                Event.metadata("user", this),
                "payload",
                JsonText.object("id", key, "name", name, "address", address, "job", job, "score", score));
    }

    @Override
    public List<String> row() {
        return List.of(
                Long.toString(key), name, address, job, Double.toString(score), id.toString(), SECONDS.format(at));
    }
}
