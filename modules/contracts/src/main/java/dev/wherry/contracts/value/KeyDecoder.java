package dev.wherry.contracts.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.contracts.ScalarType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Decodes the keys that {@link KeyEncoder} has written, into the values that the {@link ValueReaders} return. */
public final class KeyDecoder {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<ScalarType> types;

    /** @param types those of the key's parts, in their order */
    public KeyDecoder(List<ScalarType> types) {
        this.types = List.copyOf(types);
    }

    /**
     * The values of the key's parts.
     *
     * @throws IllegalArgumentException if it is not a key of these types; its cause may contain the key
     */
    public Object[] decode(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        try {
            return types.size() == 1 ? new Object[] {value(types.get(0), text)} : values(JSON.readTree(text));
        } catch (JsonProcessingException | DateTimeException notWritten) {
            throw new IllegalArgumentException("not a key", notWritten);
        }
    }

    private Object[] values(JsonNode array) {
        if (!array.isArray() || array.size() != types.size()) {
            throw new IllegalArgumentException("not a key of " + types.size() + " parts");
        }
        Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            String text = array.get(i).textValue();
            if (text == null) {
                throw new IllegalArgumentException("a part of the key is no text");
            }
            values[i] = value(types.get(i), text);
        }
        return values;
    }

    private static Object value(ScalarType type, String text) {
        return switch (type) {
            case SMALLINT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case NUMERIC -> number(text);
            case BOOLEAN -> truth(text);
            case TEXT -> text;
            case UUID -> UUID.fromString(text);
            case DATE -> date(text);
            case TIMESTAMPTZ -> instant(text);
            case DOUBLE, JSONB, BYTEA -> throw new IllegalArgumentException("no key has the type " + type);
        };
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object number(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Double.valueOf(text);
            default -> new BigDecimal(text);
        };
    }

    private static LocalDate date(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> LocalDate.parse(text);
        };
    }

    private static Instant instant(String text) {
        return switch (text) {
            case "infinity" -> Instant.MAX;
            case "-infinity" -> Instant.MIN;
            default -> Instant.parse(text);
        };
    }
}
