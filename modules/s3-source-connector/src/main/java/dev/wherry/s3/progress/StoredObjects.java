package dev.wherry.s3.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.s3.store.StoredObject;

/** Versions of objects as JSON. */
final class StoredObjects {
    private StoredObjects() {}

    static void write(StoredObject object, ObjectNode json) {
        json.put("key", object.key())
                .put("etag", object.etag())
                .put("size", object.size())
                .put("modified", object.modified());
    }

    static StoredObject read(JsonNode json) {
        return new StoredObject(
                json.path("key").asText(),
                json.path("etag").asText(),
                json.path("size").asLong(),
                json.path("modified").asLong());
    }
}
