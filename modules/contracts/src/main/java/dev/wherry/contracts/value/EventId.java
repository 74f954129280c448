package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What tells an event from every other. At most 64 bytes, because a store keeps it for every key: a longer one is replaced by its digest. */
public final class EventId {
    private static final int MOST_BYTES = 64;

    private EventId() {}

    /** The event's own id, or a digest of its bytes if it has none. */
    public static byte[] of(Optional<FieldPath> place, JsonNode event, byte[] bytes, ProblemCollector complaints) {
        if (place.isEmpty()) {
            return digest(bytes);
        }
        JsonNode value = place.get().in(event);
        if (value.isMissingNode() || value.isNull()) {
            return digest(bytes);
        }
        complaints.at(place.get().toString());
        if (value.isTextual() && !Characters.paired(value.textValue(), complaints)) {
            return digest(bytes);
        }
        if (value.isContainerNode()) {
            complaints.add(ReasonCode.TYPE, "is an object or an array where the event's id needs a text or a number");
            return digest(bytes);
        }
        // With a quotation mark, so that the text "1" and the number 1 differ.
        String text = value.isTextual() ? '"' + value.textValue() : value.asText();
        byte[] id = text.getBytes(StandardCharsets.UTF_8);
        return id.length <= MOST_BYTES ? id : digest(id);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
