package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.VersionField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Versions as bytes whose unsigned lexical order is the versions' order. No field's bytes are the beginning of another's, so that the order survives being put one
 * after the other, and being complemented.
 */
public final class VersionBytes {
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final List<VersionField> fields;
    private final Keep keep;
    private final TimeFormat time;
    private final Bytes bytes = new Bytes();

    public VersionBytes(List<VersionField> fields, Keep keep, TimeFormat time) {
        this.fields = fields;
        this.keep = keep;
        this.time = time;
    }

    /** The event's version; meaningless where something was complained of. Complemented for {@link Keep#FIRST}, so that greater wins there too. */
    public byte[] of(JsonNode event, ProblemCollector complaints) {
        bytes.clear();
        for (VersionField field : fields) {
            complaints.at(field.from().toString());
            write(field.as(), field.from().in(event), complaints);
        }
        byte[] version = bytes.copy();
        if (keep == Keep.FIRST) {
            for (int i = 0; i < version.length; i++) {
                version[i] = (byte) ~version[i];
            }
        }
        return version;
    }

    private void write(VersionField.As as, JsonNode value, ProblemCollector complaints) {
        if (value.isMissingNode() || value.isNull()) {
            bytes.add(ABSENT);
            return;
        }
        bytes.add(PRESENT);
        switch (as) {
            case TIMESTAMP -> writeTimestamp(value, complaints);
            case INTEGER -> writeInteger(value, complaints);
            case TEXT -> writeText(value, complaints);
        }
    }

    private void writeTimestamp(JsonNode value, ProblemCollector complaints) {
        Instant instant = time.read(value, complaints);
        if (instant != null) {
            writeLong(instant.getEpochSecond());
            bytes.addBigEndian(instant.getNano(), Integer.BYTES);
        }
    }

    private void writeInteger(JsonNode value, ProblemCollector complaints) {
        Object number = IntegralReader.BIGINT.read(value, complaints);
        if (number != null) {
            writeLong((Long) number);
        }
    }

    /** With the sign flipped, because bytes are compared unsigned. */
    private void writeLong(long value) {
        bytes.addBigEndian(value ^ Long.MIN_VALUE, Long.BYTES);
    }

    /** UTF-8, whose byte order is the order of code points. Zero is escaped as 00 FF, so that 00 00 ends the text and a text orders before what it begins. */
    private void writeText(JsonNode value, ProblemCollector complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where the version needs a text");
            return;
        }
        if (!Characters.paired(value.textValue(), complaints)) {
            return;
        }
        for (byte unit : value.textValue().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(unit);
            if (unit == 0) {
                bytes.add(0xFF);
            }
        }
        bytes.add(0);
        bytes.add(0);
    }
}
