package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wherry.contracts.value.NumericLimits;
import dev.wherry.wire.format.CsvDialect;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of one CSV column as JSON values: null if the dialect says so, else the first of boolean, number, array and
 * object that the schema names and that the text is, else text. A cell of the wrong type is therefore text, which the schema
 * then reports.
 */
final class CellReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Every number of so many digits fits into a long. */
    private static final int SAFE_DIGITS = 18;
    /** Longer numbers are parsed by Jackson, which has a faster algorithm for them. */
    private static final int SHORT_NUMBER = 64;

    private final CsvDialect dialect;
    private final boolean isBoolean;
    private final boolean isNumber;
    private final boolean isArray;
    private final boolean isObject;

    CellReader(CsvDialect dialect, Set<CellTypes.Type> types) {
        this.dialect = dialect;
        this.isBoolean = types.contains(CellTypes.Type.BOOLEAN);
        this.isNumber = types.contains(CellTypes.Type.NUMBER);
        this.isArray = types.contains(CellTypes.Type.ARRAY);
        this.isObject = types.contains(CellTypes.Type.OBJECT);
    }

    /** The cell's value. Adds it to the JSON of the row, numbers with all their digits. */
    JsonNode read(String cell, boolean quoted, StringBuilder json) {
        if (!quoted && dialect.nulls().contains(cell)) {
            json.append("null");
            return NODES.nullNode();
        }
        JsonNode bool = isBoolean ? bool(cell) : null;
        if (bool != null) {
            json.append(bool.booleanValue());
            return bool;
        }
        JsonNode verbatim = isNumber ? number(cell) : null;
        if (verbatim == null && (isArray || isObject)) {
            verbatim = container(cell);
        }
        if (verbatim != null) {
            json.append(cell);
            return verbatim;
        }
        JsonText.append(cell, json);
        return NODES.textNode(cell);
    }

    private @Nullable JsonNode bool(String cell) {
        if (dialect.trues().contains(cell)) {
            return NODES.booleanNode(true);
        }
        return dialect.falses().contains(cell) ? NODES.booleanNode(false) : null;
    }

    /** The number; null if the text is not exactly a JSON number within the limits of events. */
    private static @Nullable JsonNode number(String cell) {
        int digits = JsonText.integerDigits(cell);
        if (digits > 0 && digits <= SAFE_DIGITS) {
            long number = Long.parseLong(cell);
            return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
        }
        if (!JsonText.isNumber(cell)) {
            return null;
        }
        if (digits > 0 || cell.length() > SHORT_NUMBER) {
            return parse(cell);
        }
        try {
            BigDecimal number = new BigDecimal(cell);
            return NumericLimits.contain(number) ? NODES.numberNode(number) : null;
        } catch (NumberFormatException exponentBeyondInt) {
            return null;
        }
    }

    private @Nullable JsonNode container(String cell) {
        String content = cell.stripLeading();
        if (!content.startsWith("[") && !content.startsWith("{")) {
            return null;
        }
        JsonNode value = parse(cell);
        return value != null && (isArray && value.isArray() || isObject && value.isObject()) ? value : null;
    }

    private static @Nullable JsonNode parse(String cell) {
        try {
            return EventParser.parseMember(cell.getBytes(StandardCharsets.UTF_8));
        } catch (RejectedEventException notJson) {
            return null;
        }
    }
}
