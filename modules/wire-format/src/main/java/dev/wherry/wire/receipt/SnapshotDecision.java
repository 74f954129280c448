package dev.wherry.wire.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what the streams app does with a full snapshot: with a file that was read to its end, and whose rows are all rows of
 * a type. The first decision on a reading counts; a rebuild may repeat it.
 *
 * @param type the type whose rows the file has
 * @param file as in {@link FinishedFile}
 * @param version the version of all rows of the file; in Base64 on the wire
 * @param rows the number of keys with a row of the file, or of a newer one
 * @param missing the number of keys with a row that the file lacks
 * @param before the number of rows that the snapshot before left; 0 if there was none
 * @param reason why nothing is deleted, as a sentence for a person; null if the snapshot is applied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its reading
public record SnapshotDecision(
        String type,
        String feed,
        String file,
        String reading,
        byte[] version,
        Verdict verdict,
        long rows,
        long missing,
        long before,
        @Nullable String reason)
        implements FileStatement {
    /** What becomes of the rows that the snapshot lacks. */
    public enum Verdict {
        /** They are deleted. */
        APPLIED,
        /** They stay, because the snapshot cannot be trusted. */
        REFUSED,
        /** They stay, because a newer snapshot has been applied. */
        OUTDATED;

        /** The name on the wire and in the warehouse. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Verdict ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    static final String VERDICT = "snapshot";

    @Override
    public byte[] toJson() {
        return Json.bytes(Json.newObject()
                .put(VERDICT, verdict.label())
                .put("type", type)
                .put("feed", feed)
                .put("file", file)
                .put("reading", reading)
                .put("version", Base64.getEncoder().encodeToString(version))
                .put("rows", rows)
                .put("missing", missing)
                .put("before", before)
                .put("reason", reason));
    }

    static SnapshotDecision read(ObjectNode json) {
        return new SnapshotDecision(
                Json.text(json, "type"),
                Json.text(json, "feed"),
                Json.text(json, "file"),
                Json.text(json, "reading"),
                Base64.getDecoder().decode(Json.text(json, "version")),
                Verdict.ofLabel(Json.text(json, VERDICT)),
                Json.number(json, "rows"),
                Json.number(json, "missing"),
                Json.number(json, "before"),
                json.path("reason").textValue());
    }
}
