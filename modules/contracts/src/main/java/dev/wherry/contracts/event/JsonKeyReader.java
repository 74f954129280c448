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
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.ValueFormat;
import java.util.ArrayList;
import java.util.List;

/** Reads keys with the value readers of the validation, so that a valid event has the key of its state. Not thread-safe. */
public final class JsonKeyReader implements EventKeyReader {
    private static final EventKey OTHER_TYPE = new EventKey.OtherType();
    private static final EventKey UNREADABLE = new EventKey.Unreadable();

    private final CompiledContract compiled;
    private final RawValues values = new RawValues();
    private final CsvCells cells = new CsvCells();
    private final RowConverter rows;
    private final List<ValueReader> readers = new ArrayList<>();
    private final ProblemCollector problems = new ProblemCollector();

    public JsonKeyReader(CompiledContract compiled) {
        this.compiled = compiled;
        this.rows = new RowConverter(compiled.schema().source());
        for (FieldPath part : compiled.key()) {
            compiled.contract().columns().stream()
                    .filter(column -> column instanceof Column.OfEvent field
                            && field.from().equals(part))
                    .forEach(column -> readers.add(ValueReaders.of(column.type(), compiled.time())));
        }
    }

    @Override
    public EventKey read(byte[] value, HeaderReader headers) {
        try {
            ValueFormat format = values.format(headers);
            ValueFormat.Csv csv = format.csv();
            if (csv == null) {
                return readDocument(RawValues.document(value, format.encoding()));
            }
            boolean truncated = headers.number(Headers.FULL_SIZE).isPresent();
            return readRow(RawValues.text(value, format.encoding()), csv, truncated);
        } catch (RejectedEventException undecodable) {
            return UNREADABLE;
        }
    }

    private EventKey readDocument(byte[] event) {
        try {
            JsonNode tree = EventParser.parse(event);
            return compiled.match().holds(tree) ? key(tree) : OTHER_TYPE;
        } catch (RejectedEventException rejected) {
            JsonNode beginning = BrokenJson.parse(event);
            return compiled.match().holds(beginning) ? key(beginning) : UNREADABLE;
        }
    }

    private EventKey readRow(String row, ValueFormat.Csv csv, boolean truncated) {
        boolean complete = !truncated;
        try {
            cells.split(row, csv.dialect().delimiter(), csv.dialect().quote());
            complete &= cells.count() == csv.columns().size();
        } catch (RejectedEventException badCell) {
            complete = false;
        }
        if (truncated) {
            cells.removeLast();
        }
        JsonNode event = rows.convert(cells, csv);
        return compiled.match().holds(event) ? key(event) : complete ? OTHER_TYPE : UNREADABLE;
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
