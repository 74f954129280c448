package dev.wherry.generator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes JSON with the same bytes as Python's {@code json.dumps}: with {@code indent=2} for documents, with the default
 * separators for lines, and with characters beyond ASCII escaped.
 */
final class JsonText {
    private static final int SINGLE_LINE = -1;

    private final StringBuilder text = new StringBuilder(400);

    private JsonText() {}

    /** An object of alternating names and values, in this order. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String document(Map<?, ?> object) {
        JsonText json = new JsonText();
        json.members(object, 0);
        return json.text.toString();
    }

    static String line(Map<?, ?> object) {
        JsonText json = new JsonText();
        json.members(object, SINGLE_LINE);
        return json.text.toString();
    }

    private void members(Map<?, ?> object, int depth) {
        int inner = depth == SINGLE_LINE ? SINGLE_LINE : depth + 1;
        String between = depth == SINGLE_LINE ? ", " : ",";
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : object.entrySet()) {
            text.append(separator);
            separator = between;
            indent(inner);
            string(member.getKey().toString());
            text.append(": ");
            value(member.getValue(), inner);
        }
        indent(depth);
        text.append('}');
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> object) {
            members(object, depth);
        } else if (value instanceof Double number) {
            text.append(BigDecimal.valueOf(number).toPlainString());
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void indent(int depth) {
        if (depth != SINGLE_LINE) {
            text.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> {
                if (c >= ' ' && c <= '~') {
                    text.append(c);
                } else {
                    text.append(String.format("\\u%04x", (int) c));
                }
            }
        }
    }
}
