package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.value.ProblemCollector;
import dev.wherry.contracts.value.ValueReader;
import dev.wherry.contracts.value.ValueReaders;
import java.util.List;

/** Reads rows with the value readers of the validation, so that every valid event has a row. Not thread-safe. */
public final class JsonRowReader implements RowReader {
    private final String type;
    private final List<Column> columns;
    private final ValueReader[] readers;
    private final ProblemCollector problems = new ProblemCollector();

    public JsonRowReader(CompiledContract compiled) {
        this.type = compiled.contract().type();
        this.columns = compiled.contract().columns();
        this.readers = new ValueReader[columns.size()];
        for (int i = 0; i < readers.length; i++) {
            if (columns.get(i) instanceof Column.OfEvent field) {
                readers[i] = ValueReaders.of(field.type(), compiled.time());
            }
        }
    }

    @Override
    public Object[] read(byte[] event) {
        JsonNode tree;
        try {
            tree = EventParser.parse(event);
        } catch (RejectedEventException rejected) {
            throw new IllegalArgumentException("not a valid event of type " + type, rejected);
        }
        Object[] row = new Object[readers.length];
        for (int i = 0; i < row.length; i++) {
            if (columns.get(i) instanceof Column.OfEvent field) {
                JsonNode value = field.from().in(tree);
                problems.moveTo(field.from().toString());
                row[i] = value.isMissingNode() || value.isNull() ? null : readers[i].read(value, problems);
            } else if (columns.get(i) instanceof Column.OfCondition condition) {
                row[i] = condition.when().holds(tree);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("not a valid event of type " + type + ": " + problems.drain());
        }
        return row;
    }
}
