package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.EventKey;
import dev.wherry.contracts.EventKeyReader;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.value.KeyEncoder;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.ValueReader;
import dev.wherry.contracts.value.ValueReaders;
import java.util.ArrayList;
import java.util.List;

/** Reads keys with the value readers of the validation, so that a valid event has the key of its state. Not thread-safe. */
public final class JsonKeyReader implements EventKeyReader {
    private static final EventKey OTHER_TYPE = new EventKey.OtherType();
    private static final EventKey UNREADABLE = new EventKey.Unreadable();

    private final CompiledContract compiled;
    private final List<ValueReader> readers = new ArrayList<>();
    private final ProblemCollector problems = new ProblemCollector();

    public JsonKeyReader(CompiledContract compiled) {
        this.compiled = compiled;
        for (FieldPath part : compiled.key()) {
            compiled.contract().columns().stream()
                    .filter(column -> column instanceof Column.OfEvent field
                            && field.from().equals(part))
                    .forEach(column -> readers.add(ValueReaders.of(column.type(), compiled.time())));
        }
    }

    @Override
    public EventKey read(byte[] event) {
        try {
            JsonNode tree = EventParser.parse(event);
            return compiled.matcher().matches(tree) ? key(tree) : OTHER_TYPE;
        } catch (RejectedEventException rejected) {
            JsonNode beginning = BrokenJson.parse(event);
            return compiled.matcher().matches(beginning) ? key(beginning) : UNREADABLE;
        }
    }

    @Override
    public boolean isDocument(byte[] bytes) {
        try {
            return EventParser.parse(bytes).isContainerNode();
        } catch (RejectedEventException rejected) {
            return false;
        }
    }

    private EventKey key(JsonNode event) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            JsonNode value = compiled.key().get(i).in(event);
            Object read = value.isMissingNode() || value.isNull()
                    ? null
                    : readers.get(i).read(value, problems);
            if (read != null) {
                values.add(read);
            }
        }
        problems.drain();
        return values.size() == readers.size() ? new EventKey.Found(KeyEncoder.encode(values)) : UNREADABLE;
    }
}
