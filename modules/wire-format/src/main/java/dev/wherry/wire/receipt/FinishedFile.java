package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says that the source has read a file to its end, and what it has published of it.
 *
 * @param file the file's path relative to the inbox when its first event was read, with {@code /} between its parts
 * @param reading the id of the {@link Reading}
 * @param size in bytes; of a file that is gone or was rewritten, the number of bytes that were read
 * @param fingerprint a hash of the file's path, modification time and size, which tells its versions apart; null if the
 *     file is gone or was rewritten
 * @param events the number of raw events of this reading
 * @param firstOffset where the first of them begins in the file; null if there is none
 * @param lastOffset where the last of them begins; null if there is none
 */
public record FinishedFile(
        String feed,
        String file,
        String reading,
        long size,
        @Nullable String fingerprint,
        long events,
        @Nullable Long firstOffset,
        @Nullable Long lastOffset,
        Ending ending)
        implements FileStatement {
    /** Why nothing more is read. */
    public enum Ending {
        /** All of the file is read. */
        FINISHED,
        /** The content that was read is no longer in the file: it was truncated or rewritten. */
        REWRITTEN,
        /** The file is no longer in its feed's directory. */
        REMOVED;

        /** The name on the wire and in the warehouse. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Ending ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** A file that is one event. */
    public static FinishedFile ofWhole(String feed, String file, String reading, Reading.WholeFile whole, long offset) {
        return new FinishedFile(
                feed, file, reading, whole.size(), whole.fingerprint(), 1, offset, offset, Ending.FINISHED);
    }

    @Override
    public byte[] toJson() {
        ObjectNode json = Json.newObject();
        writeTo(json);
        return Json.bytes(json);
    }

    void writeTo(ObjectNode json) {
        json.put("feed", feed)
                .put("file", file)
                .put("reading", reading)
                .put("size", size)
                .put("fingerprint", fingerprint)
                .put("events", events)
                .put("first_offset", firstOffset)
                .put("last_offset", lastOffset)
                .put("ending", ending.label());
    }

    static FinishedFile read(ObjectNode json) {
        return new FinishedFile(
                Json.text(json, "feed"),
                Json.text(json, "file"),
                Json.text(json, "reading"),
                Json.number(json, "size"),
                json.path("fingerprint").textValue(),
                Json.number(json, "events"),
                Json.numberOrNull(json, "first_offset"),
                Json.numberOrNull(json, "last_offset"),
                Ending.ofLabel(Json.text(json, "ending")));
    }
}
