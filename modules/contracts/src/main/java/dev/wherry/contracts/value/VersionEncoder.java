package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.VersionField;
import java.time.Instant;
import java.util.List;

/**
 * Encodes versions as bytes whose unsigned lexical order is the order of the versions. No field's encoding is a prefix
 * of another's, so that concatenation and complement preserve the order.
 */
public final class VersionEncoder {
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final List<VersionField> fields;
    private final Keep keep;
    private final ByteBuilder bytes = new ByteBuilder();

    public VersionEncoder(List<VersionField> fields, Keep keep) {
        this.fields = fields;
        this.keep = keep;
    }

    /**
     * The event's version, complemented unless the greatest is kept, so that the greater version always wins. Meaningless if
     * it adds a problem.
     */
    public byte[] encode(JsonNode event, ProblemCollector problems) {
        bytes.clear();
        for (VersionField field : fields) {
            problems.moveTo(field.from().toString());
            write(field, field.from().in(event), problems);
        }
        byte[] version = bytes.toBytes();
        if (keep != Keep.LATEST) {
            for (int i = 0; i < version.length; i++) {
                version[i] = (byte) ~version[i];
            }
        }
        return version;
    }

    private void write(VersionField field, JsonNode value, ProblemCollector problems) {
        if (value.isMissingNode() || value.isNull()) {
            bytes.add(ABSENT);
            return;
        }
        bytes.add(PRESENT);
        switch (field.as()) {
            case TIMESTAMP -> writeTimestamp(field.time(), value, problems);
            case INTEGER -> writeInteger(value, problems);
            case TEXT -> writeText(value, problems);
        }
    }

    private void writeTimestamp(TimeFormat format, JsonNode value, ProblemCollector problems) {
        Instant instant = format.read(value, problems);
        if (instant != null) {
            writeLong(instant.getEpochSecond());
            bytes.addBigEndian(instant.getNano(), Integer.BYTES);
        }
    }

    private void writeInteger(JsonNode value, ProblemCollector problems) {
        Object number = IntegralReader.BIGINT.read(value, problems);
        if (number != null) {
            writeLong((Long) number);
        }
    }

    /** Flips the sign bit, because bytes are compared as unsigned. */
    private void writeLong(long value) {
        bytes.addBigEndian(value ^ Long.MIN_VALUE, Long.BYTES);
    }

    private void writeText(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "the version", "a string"));
            return;
        }
        if (UnicodeCheck.hasNoLoneSurrogate(value.textValue(), problems)) {
            bytes.addText(value.textValue());
        }
    }
}
