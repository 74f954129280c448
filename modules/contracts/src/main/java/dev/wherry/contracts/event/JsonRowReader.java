package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.value.ChildReader;
import dev.wherry.contracts.value.KeyDecoder;
import dev.wherry.contracts.value.ProblemCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows with the value readers of the validation, so that every valid event has a row. Not thread-safe. */
public final class JsonRowReader implements RowReader {
    private final String type;
    private final List<Column> columns;
    private final Optional<UndeclaredProperties> undeclared;
    /** For each column, the index of its part of the key, or -1. */
    private final int[] keyParts;

    private final List<ChildReader> children;
    private final KeyDecoder keys;
    private final ProblemCollector problems = new ProblemCollector();

    public JsonRowReader(CompiledContract compiled) {
        this.type = compiled.contract().type();
        this.columns = compiled.contract().columns();
        this.children =
                compiled.contract().children().stream().map(ChildReader::new).toList();
        this.undeclared = compiled.undeclared();
        this.keyParts = new int[columns.size()];
        ScalarType[] keyTypes = new ScalarType[compiled.key().size()];
        for (int i = 0; i < keyParts.length; i++) {
            keyParts[i] = -1;
            if (columns.get(i) instanceof Column.OfEvent field && field.key()) {
                keyParts[i] = compiled.key().indexOf(field.from());
                keyTypes[keyParts[i]] = field.type().scalar();
            }
        }
        this.keys = new KeyDecoder(List.of(keyTypes));
    }

    @Override
    public Object[] read(byte[] event) {
        Object[] row = row(parse(event));
        checkProblems();
        return row;
    }

    @Override
    public Rows readAll(byte[] event) {
        JsonNode tree = parse(event);
        Object[] row = row(tree);
        List<List<Object[]>> rows = new ArrayList<>(children.size());
        for (ChildReader child : children) {
            rows.add(child.read(tree, problems));
        }
        checkProblems();
        return new Rows(row, rows);
    }

    private JsonNode parse(byte[] event) {
        try {
            return EventParser.parse(event);
        } catch (RejectedEventException rejected) {
            throw new IllegalArgumentException("not a valid event of type " + type, rejected);
        }
    }

    private Object[] row(JsonNode tree) {
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            if (columns.get(i) instanceof Column.OfEvent field) {
                row[i] = field.reader().read(tree, problems);
            } else if (columns.get(i) instanceof Column.OfCondition condition) {
                row[i] = condition.when().holds(tree);
            } else if (columns.get(i) instanceof Column.OfExtra) {
                row[i] = undeclared.orElseThrow().read(tree, problems);
            }
        }
        return row;
    }

    private void checkProblems() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("not a valid event of type " + type + ": " + problems.drain());
        }
    }

    @Override
    public Object[] readKey(byte[] key) {
        Object[] parts;
        try {
            parts = keys.decode(key);
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("the record's key is no key of type " + type, other);
        }
        Object[] row = new Object[keyParts.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = keyParts[i] < 0 ? null : parts[keyParts[i]];
        }
        return row;
    }
}
