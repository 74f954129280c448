package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import dev.wherry.contracts.value.EventId;
import dev.wherry.contracts.value.KeyText;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.ValueReader;
import dev.wherry.contracts.value.ValueReaders;
import dev.wherry.contracts.value.VersionBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds events to one contract: to its schema, its columns, its key and its version, and says all that is wrong at once. For one thread. */
final class TypeValidator {
    /** A column that is filled from the event; {@code keyPart} is its place in the key, or -1. */
    private record Field(FieldPath from, String pointer, ValueReader reader, int keyPart) {}

    private final CompiledContract compiled;
    private final List<Field> fields = new ArrayList<>();
    private final VersionBytes version;
    private final Object[] key;
    private final ProblemCollector complaints = new ProblemCollector();

    TypeValidator(CompiledContract compiled) {
        this.compiled = compiled;
        this.version = new VersionBytes(
                compiled.contract().version(), compiled.contract().keep(), compiled.time());
        this.key = new Object[compiled.key().size()];
        for (Column column : compiled.contract().columns()) {
            if (column instanceof Column.OfEvent field) {
                ValueReader reader = ValueReaders.of(field.type(), compiled.time());
                fields.add(new Field(
                        field.from(),
                        field.from().toString(),
                        reader,
                        compiled.key().indexOf(field.from())));
            }
        }
    }

    boolean governs(JsonNode event) {
        return compiled.match().holds(event);
    }

    Match match() {
        return compiled.match();
    }

    String type() {
        return compiled.contract().type();
    }

    Verdict validate(JsonNode event, byte[] bytes) {
        List<Reason> violations = compiled.schema().violations(event);
        readFields(event);
        byte[] versionBytes = version.of(event, complaints);
        byte[] id = EventId.of(compiled.id(), event, bytes, complaints);
        byte[] keyBytes = complaints.isEmpty() ? keyBytes() : null;
        if (violations.isEmpty() && complaints.isEmpty()) {
            return new Verdict.Valid(compiled.contract(), keyBytes, versionBytes, id);
        }
        return new Verdict.Invalid(Reasons.merge(violations, complaints.take()));
    }

    private void readFields(JsonNode event) {
        for (Field field : fields) {
            JsonNode value = field.from().in(event);
            complaints.at(field.pointer());
            boolean absent = value.isMissingNode() || value.isNull();
            if (absent && field.keyPart() >= 0) {
                complaints.add(ReasonCode.MISSING_KEY, "is part of the key and must not be absent or null");
            }
            Object read = absent ? null : field.reader().read(value, complaints);
            if (field.keyPart() >= 0) {
                key[field.keyPart()] = read;
            }
        }
    }

    private byte[] keyBytes() {
        byte[] text = KeyText.of(Arrays.asList(key));
        if (text.length > KeyText.MAX_BYTES) {
            complaints.at(compiled.key().get(0).toString());
            complaints.add(ReasonCode.KEY_TOO_LONG, "makes a key of more than " + KeyText.MAX_BYTES + " bytes");
        }
        return text;
    }
}
