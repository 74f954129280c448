package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.value.NumericLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Parses an event's bytes as a JSON tree, exactly and within limits. Numbers keep all their digits; duplicate keys and
 * trailing content are rejected.
 */
final class EventParser {
    /** Deeper than any meaningful event, and shallow enough for code that walks the tree recursively. */
    static final int MAX_DEPTH = 256;

    /** More than the digits of PostgreSQL's longest numeric, and few enough to convert within milliseconds. */
    static final int MAX_NUMBER_LENGTH = 150_000;

    // No limits on names and strings: the source limits the size of an event.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Keys that are data would fill the JVM's table of interned strings; crafted keys would make the parser
            // throw.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventParser() {}

    /** Parses one event. */
    static JsonNode parse(byte[] event) throws RejectedEventException {
        return parse(event, 0);
    }

    /** Parses a value that is a member of an event. */
    static JsonNode parseMember(byte[] value) throws RejectedEventException {
        return parse(value, 1);
    }

    private static JsonNode parse(byte[] json, int depth) throws RejectedEventException {
        EncodingCheck.check(json);
        try (JsonParser parser = JSON.createParser(json)) {
            return document(parser, depth);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static JsonNode document(JsonParser parser, int depth) throws RejectedEventException, IOException {
        try {
            if (parser.nextToken() == null) {
                throw new RejectedEventException(ReasonCode.EMPTY.reason("", "the event contains only whitespace"));
            }
            JsonNode event = value(parser, depth);
            if (parser.nextToken() != null) {
                throw new RejectedEventException(JsonErrorTranslator.trailing(parser));
            }
            return event;
        } catch (StreamConstraintsException tooLong) {
            throw new RejectedEventException(numberTooLong(parser));
        } catch (JsonProcessingException malformed) {
            throw new RejectedEventException(JsonErrorTranslator.reason(malformed));
        }
    }

    private static JsonNode value(JsonParser parser, int depth) throws RejectedEventException, IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("a value cannot start with " + parser.currentToken());
        };
    }

    private static ObjectNode object(JsonParser parser, int depth) throws RejectedEventException, IOException {
        checkDepth(parser, depth);
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (object.replace(name, value(parser, depth)) != null) {
                throw new RejectedEventException(ReasonCode.DUPLICATE_KEY.reason(
                        pointer(parser), "occurs more than once in its object, so its value is ambiguous"));
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, int depth) throws RejectedEventException, IOException {
        checkDepth(parser, depth);
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws RejectedEventException, IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> {
                checkLimits(parser, new BigDecimal(parser.getBigIntegerValue()));
                yield NODES.numberNode(parser.getBigIntegerValue());
            }
        };
    }

    /** Never converts through double, which would round. */
    private static JsonNode decimal(JsonParser parser) throws RejectedEventException, IOException {
        BigDecimal number;
        try {
            number = parser.getDecimalValue();
        } catch (StreamConstraintsException tooLong) {
            throw tooLong;
        } catch (JsonProcessingException | NumberFormatException exponentBeyondInt) {
            throw new RejectedEventException(outOfRange(parser));
        }
        checkLimits(parser, number);
        return NODES.numberNode(number);
    }

    /** Checks every number, because arithmetic with a number like 1e999999999 costs minutes and gigabytes. */
    private static void checkLimits(JsonParser parser, BigDecimal number) throws RejectedEventException {
        if (!NumericLimits.contain(number)) {
            throw new RejectedEventException(outOfRange(parser));
        }
    }

    private static Reason outOfRange(JsonParser parser) {
        return ReasonCode.OUT_OF_RANGE.reason(pointer(parser), NumericLimits.MESSAGE);
    }

    private static void checkDepth(JsonParser parser, int depth) throws RejectedEventException {
        if (depth > MAX_DEPTH) {
            throw new RejectedEventException(ReasonCode.TOO_DEEP.reason(
                    "",
                    "objects and arrays are nested deeper than " + MAX_DEPTH + " levels at byte "
                            + parser.currentTokenLocation().getByteOffset()));
        }
    }

    private static Reason numberTooLong(JsonParser parser) {
        return ReasonCode.NUMBER_TOO_LONG.reason(
                pointer(parser), "is a number longer than " + MAX_NUMBER_LENGTH + " characters");
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }
}
