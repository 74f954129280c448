package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Extra;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.value.ChildReader;
import dev.wherry.contracts.value.EventIdReader;
import dev.wherry.contracts.value.FieldReader;
import dev.wherry.contracts.value.KeyEncoder;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.SnapshotVersion;
import dev.wherry.contracts.value.VersionEncoder;
import dev.wherry.wire.HeaderReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validates events against one contract: its schema, columns, key and version. Reports all reasons at once. Not
 * thread-safe.
 */
final class TypeValidator {
    private static final byte[] NO_KEY = {};

    /** A column that is filled from the event; {@code keyPart} is its index in the key, or -1. */
    private record Field(FieldReader reader, int keyPart) {}

    private final CompiledContract compiled;
    private final @Nullable Condition skip;
    private final @Nullable Condition delete;
    private final Verdict skipped;
    private final List<Field> fields = new ArrayList<>();
    private final List<ChildReader> children;
    private final @Nullable UndeclaredProperties undeclared;
    private final boolean keepsUndeclared;
    private final RowConverter rows;
    private final VersionEncoder versionEncoder;
    private final @Nullable SnapshotVersion snapshotVersion;
    private final Object[] key;
    private final ProblemCollector problems = new ProblemCollector();

    TypeValidator(CompiledContract compiled) {
        this.compiled = compiled;
        this.skip = compiled.contract().skip().orElse(null);
        this.delete = compiled.contract().delete().orElse(null);
        this.skipped = new Verdict.Skipped(compiled.contract());
        this.children =
                compiled.contract().children().stream().map(ChildReader::new).toList();
        this.undeclared = compiled.undeclared().orElse(null);
        this.keepsUndeclared = compiled.contract().extra() == Extra.KEEP;
        this.rows = new RowConverter(compiled.schema().source(), matchedPaths());
        this.versionEncoder = new VersionEncoder(
                compiled.contract().version(), compiled.contract().keep());
        this.snapshotVersion = compiled.contract()
                .snapshot()
                .map(snapshot -> new SnapshotVersion(snapshot.order()))
                .orElse(null);
        this.key = new Object[compiled.key().size()];
        for (Column column : compiled.contract().columns()) {
            if (column instanceof Column.OfEvent field) {
                fields.add(new Field(field.reader(), compiled.key().indexOf(field.from())));
            }
        }
    }

    boolean matches(JsonNode event) {
        return compiled.match().holds(event);
    }

    /** The locations that decide whether an event belongs to the type. */
    Set<FieldPath> matchedPaths() {
        return compiled.match().paths();
    }

    /** Converts CSV rows to events of this type. */
    RowConverter rows() {
        return rows;
    }

    String type() {
        return compiled.contract().type();
    }

    /** Whether the contract leaves out the event, which need not be valid then. */
    boolean skips(JsonNode event) {
        Condition condition = skip;
        return condition != null && condition.holds(event);
    }

    /** The verdict on an event that the contract leaves out. */
    Verdict skipped() {
        return skipped;
    }

    /**
     * Validates an event of this type.
     *
     * @param bytes the event as JSON
     * @param headers those of its raw record
     */
    Verdict validate(JsonNode event, byte[] bytes, HeaderReader headers) {
        List<Reason> violations = compiled.schema().violations(event);
        readFields(event);
        readUndeclared(event);
        byte[] versionBytes = version(event, headers);
        byte[] id = EventIdReader.read(compiled.id(), event, bytes, problems);
        byte[] keyBytes = problems.isEmpty() ? keyBytes() : NO_KEY;
        for (int i = 0; i < children.size(); i++) {
            children.get(i).check(event, keyBytes.length, problems);
        }
        if (violations.isEmpty() && problems.isEmpty()) {
            return new Verdict.Valid(compiled.contract(), keyBytes, versionBytes, id, bytes, deletes(event));
        }
        return new Verdict.Invalid(ReasonMerger.merge(violations, problems.drain()));
    }

    private byte[] version(JsonNode event, HeaderReader headers) {
        SnapshotVersion ofFile = snapshotVersion;
        return ofFile == null ? versionEncoder.encode(event, problems) : ofFile.read(headers, problems);
    }

    private boolean deletes(JsonNode event) {
        Condition condition = delete;
        return condition != null && condition.holds(event);
    }

    private void readFields(JsonNode event) {
        for (Field field : fields) {
            int earlier = problems.size();
            Object read = field.reader().read(event, problems);
            if (field.keyPart() < 0) {
                continue;
            }
            if (read == null && problems.size() == earlier) {
                problems.add(ReasonCode.MISSING_KEY, "is part of the key and must not be absent or null");
            }
            key[field.keyPart()] = read;
        }
    }

    private void readUndeclared(JsonNode event) {
        UndeclaredProperties properties = undeclared;
        if (properties == null) {
            return;
        }
        if (keepsUndeclared) {
            properties.read(event, problems);
        } else {
            properties.report(event, problems);
        }
    }

    private byte[] keyBytes() {
        byte[] text = KeyEncoder.encode(Arrays.asList(key));
        if (text.length > KeyEncoder.MAX_BYTES) {
            problems.moveTo(compiled.key().get(0).toString());
            problems.add(ReasonCode.KEY_TOO_LONG, "makes the key longer than " + KeyEncoder.MAX_BYTES + " bytes");
        }
        return text;
    }
}
