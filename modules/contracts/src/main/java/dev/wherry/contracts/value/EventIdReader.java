package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Reads an event's identity. It has at most 64 bytes, because the state store keeps one for each key; a longer id is
 * replaced by its SHA-256 digest.
 */
public final class EventIdReader {
    private static final int MAX_BYTES = 64;

    private EventIdReader() {}

    /** The event's own id, or a digest of its bytes if it has none. */
    public static byte[] read(Optional<FieldPath> path, JsonNode event, byte[] bytes, ProblemCollector problems) {
        if (path.isEmpty()) {
            return digest(bytes);
        }
        JsonNode value = path.get().in(event);
        if (value.isMissingNode() || value.isNull()) {
            return digest(bytes);
        }
        problems.moveTo(path.get().toString());
        if (value.isTextual() && !UnicodeCheck.hasNoLoneSurrogate(value.textValue(), problems)) {
            return digest(bytes);
        }
        if (value.isContainerNode()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "an event id", "a string or a number"));
            return digest(bytes);
        }
        // The quotation mark tells the string "1" from the number 1.
        String text = value.isTextual() ? '"' + value.textValue() : value.asText();
        byte[] id = text.getBytes(StandardCharsets.UTF_8);
        return id.length <= MAX_BYTES ? id : digest(id);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
