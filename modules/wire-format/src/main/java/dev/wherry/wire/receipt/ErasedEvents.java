package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Says that an erasure has removed events of a reading from the raw topics, so that its receipt does not wait for them. It
 * may be repeated: a reading has one number for each erasure.
 *
 * @param erasure identifies the erasure
 */
public record ErasedEvents(String reading, String erasure, long events) implements FileStatement {
    static final String ERASED = "erased";

    private static final String READING = "reading";
    private static final String ERASURE = "erasure";

    @Override
    public byte[] toJson() {
        return Json.bytes(
                Json.newObject().put(READING, reading).put(ERASURE, erasure).put(ERASED, events));
    }

    static ErasedEvents read(ObjectNode json) {
        return new ErasedEvents(Json.text(json, READING), Json.text(json, ERASURE), Json.number(json, ERASED));
    }
}
