package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.wire.format.ValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts CSV rows to JSON objects with one member per column, whose types are those of a schema. Reused for the next row;
 * not thread-safe.
 */
final class RowConverter {
    /** A longer buffer is not kept. */
    private static final int MAX_KEPT_CHARS = 64 << 10;

    private final CellTypes types;
    private final Set<FieldPath> matched;
    private ValueFormat.@Nullable Csv format;
    private String[] names = {};
    /** What precedes each cell in the object's JSON. */
    private String[] prefixes = {};

    private CellReader[] readers = {};
    private int[] matchedColumns = {};
    private StringBuilder json = new StringBuilder();

    /** @param matched the locations that {@link #convertMatched} fills in */
    RowConverter(JsonNode schema, Set<FieldPath> matched) {
        this.types = new CellTypes(schema);
        this.matched = matched;
    }

    /** An object that has the same value at each location that is matched as the whole row. */
    JsonNode convertMatched(CsvCells cells, ValueFormat.Csv csv) {
        if (csv != format) {
            prepare(csv);
        }
        json.setLength(0);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int column : matchedColumns) {
            if (column < cells.count()) {
                row.set(names[column], readers[column].read(cells.text(column), cells.isQuoted(column), json));
            }
        }
        return row;
    }

    /** The row as an object. If there are fewer cells than columns, members are absent. */
    JsonNode convert(CsvCells cells, ValueFormat.Csv csv) {
        if (csv != format) {
            prepare(csv);
        }
        if (json.capacity() > MAX_KEPT_CHARS) {
            json = new StringBuilder();
        }
        json.setLength(0);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(cells.count(), readers.length); i++) {
            json.append(prefixes[i]);
            row.set(names[i], readers[i].read(cells.text(i), cells.isQuoted(i), json));
        }
        json.append('}');
        return row;
    }

    /** The last converted row as JSON in UTF-8. A row of all columns is the same as the object of {@link #convert}. */
    byte[] json() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void prepare(ValueFormat.Csv csv) {
        int columns = csv.columns().size();
        names = csv.columns().toArray(String[]::new);
        prefixes = new String[columns];
        readers = new CellReader[columns];
        for (int i = 0; i < columns; i++) {
            StringBuilder prefix = new StringBuilder(i == 0 ? "{" : ",");
            JsonText.append(names[i], prefix);
            prefixes[i] = prefix.append(':').toString();
            readers[i] = new CellReader(csv.dialect(), types.of(names[i]));
        }
        matchedColumns = IntStream.range(0, columns)
                .filter(column -> matched.stream().anyMatch(path -> path.concerns(names[column])))
                .toArray();
        format = csv;
    }
}
