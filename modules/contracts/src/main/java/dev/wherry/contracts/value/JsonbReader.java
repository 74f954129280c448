package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** jsonb: any value, as JSON text. Numbers keep every digit, because the parser reads them as decimals. */
public final class JsonbReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        return isStorable(value, problems) ? value.toString() : null;
    }

    /** Whether PostgreSQL can store the value; adds a problem if not. Recursion is safe: the parser limits an event's depth. */
    public static boolean isStorable(JsonNode value, ProblemCollector problems) {
        if (value.isTextual()) {
            return UnicodeCheck.isStorable(value.textValue(), problems);
        }
        Iterator<String> names = value.fieldNames();
        while (names.hasNext()) {
            if (!UnicodeCheck.isStorable(names.next(), problems)) {
                return false;
            }
        }
        for (JsonNode child : value) {
            if (!isStorable(child, problems)) {
                return false;
            }
        }
        return true;
    }
}
