package dev.wherry.s3.progress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.connect.progress.OpenReading;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.SplitEvent;
import dev.wherry.split.SplitPosition;
import java.util.List;

/**
 * An object of which a part is published.
 *
 * @param position where its next event starts
 */
public record OpenObject(StoredObject object, SplitPosition position, OpenReading reading) {
    /** An object of which nothing is published. */
    public static OpenObject of(StoredObject object) {
        return new OpenObject(object, SplitPosition.START, OpenReading.of(object.key()));
    }

    /** After more events were published. */
    public OpenObject plus(List<SplitEvent> events, SplitPosition newPosition) {
        return new OpenObject(object, newPosition, reading.plus(events));
    }

    void writeTo(ObjectNode json) {
        StoredObjects.write(object, json);
        json.put("offset", position.offset())
                .put("line", position.line())
                .put("state", position.state().name())
                .put("reading", reading.id())
                .put("events", reading.events())
                .put("first", reading.firstOffset())
                .put("last", reading.lastOffset());
    }

    static OpenObject read(JsonNode json) {
        StoredObject object = StoredObjects.read(json);
        return new OpenObject(
                object,
                new SplitPosition(
                        json.path("offset").asLong(),
                        json.path("line").asLong(),
                        SplitPosition.State.valueOf(json.path("state").asText())),
                new OpenReading(
                        json.path("reading").asText().getBytes(ISO_8859_1),
                        object.key(),
                        json.path("events").asLong(),
                        json.path("first").asLong(),
                        json.path("last").asLong()));
    }
}
