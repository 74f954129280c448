package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a child table from events: one for each element of an array. Not thread-safe. */
public final class ChildReader {
    private final FieldPath each;
    private final String pointer;
    private final List<Column> columns;
    /** The columns that identify an element, other than its place; those are unique anyway. */
    private final int[] elementKey;

    private final Object[] scratch;

    public ChildReader(ChildTable table) {
        this.each = table.each();
        this.pointer = table.each().toString();
        this.columns = table.columns();
        this.scratch = new Object[columns.size()];
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) instanceof Column.OfEvent && columns.get(i).key()) {
                keys.add(i);
            }
        }
        this.elementKey = keys.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The values of the rows, in the order of the elements; meaningless after adding a problem. */
    public List<Object[]> read(JsonNode event, ProblemCollector problems) {
        JsonNode array = array(event, problems);
        if (array == null) {
            return List.of();
        }
        List<Object[]> rows = new ArrayList<>(array.size());
        readParent(event, problems);
        for (int i = 0; i < array.size(); i++) {
            problems.enterChild(pointer, i);
            readElement(array.get(i), i, problems);
            rows.add(scratch.clone());
        }
        problems.leaveChild();
        return rows;
    }

    /**
     * Adds the problems of the event's elements.
     *
     * @param parentKeyLength the length of the event's key, which is a part of the elements' keys
     */
    public void check(JsonNode event, int parentKeyLength, ProblemCollector problems) {
        JsonNode array = array(event, problems);
        if (array == null) {
            return;
        }
        Set<String> keys = elementKey.length == 0 ? Set.of() : new HashSet<>();
        readParent(event, problems);
        for (int i = 0; i < array.size(); i++) {
            problems.enterChild(pointer, i);
            int earlier = problems.size();
            readElement(array.get(i), i, problems);
            if (elementKey.length > 0 && problems.size() == earlier) {
                checkKey(keys, parentKeyLength, problems);
            }
        }
        problems.leaveChild();
    }

    /** The array, or null if it is absent or no array. */
    private @Nullable JsonNode array(JsonNode event, ProblemCollector problems) {
        JsonNode array = each.in(event);
        if (array.isMissingNode() || array.isNull()) {
            return null;
        }
        if (!array.isArray()) {
            problems.moveTo(pointer);
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(array, "the contract's children", "an array"));
            return null;
        }
        return array.isEmpty() ? null : array;
    }

    private void readParent(JsonNode event, ProblemCollector problems) {
        for (int i = 0; i < scratch.length; i++) {
            if (columns.get(i) instanceof Column.OfParent parent) {
                scratch[i] = parent.reader().read(event, problems);
            }
        }
    }

    private void readElement(JsonNode element, int index, ProblemCollector problems) {
        if (!element.isContainerNode()) {
            problems.moveTo("");
            problems.add(
                    ReasonCode.TYPE, JsonTypes.mismatch(element, "the contract's children", "an object or an array"));
            return;
        }
        for (int i = 0; i < scratch.length; i++) {
            Column column = columns.get(i);
            if (column instanceof Column.OfEvent field) {
                scratch[i] = readField(field, element, problems);
            } else if (column instanceof Column.OfCondition condition) {
                scratch[i] = condition.when().holds(element);
            } else if (column instanceof Column.OfIndex) {
                scratch[i] = index;
            }
        }
    }

    private static @Nullable Object readField(Column.OfEvent field, JsonNode element, ProblemCollector problems) {
        int earlier = problems.size();
        Object read = field.reader().read(element, problems);
        if (read == null && field.key() && problems.size() == earlier) {
            problems.add(ReasonCode.MISSING_KEY, "is part of the element's key and must not be absent or null");
        }
        return read;
    }

    private void checkKey(Set<String> keys, int parentKeyLength, ProblemCollector problems) {
        List<Object> values = new ArrayList<>(elementKey.length);
        for (int column : elementKey) {
            values.add(scratch[column]);
        }
        byte[] key = KeyEncoder.encode(values);
        problems.moveTo("");
        if (parentKeyLength + key.length > KeyEncoder.MAX_BYTES) {
            problems.add(
                    ReasonCode.KEY_TOO_LONG,
                    "makes a key longer than " + KeyEncoder.MAX_BYTES + " bytes, with that of the event");
        } else if (!keys.add(new String(key, StandardCharsets.UTF_8))) {
            problems.add(ReasonCode.DUPLICATE_ELEMENT, "has the same key as an earlier element");
        }
    }
}
