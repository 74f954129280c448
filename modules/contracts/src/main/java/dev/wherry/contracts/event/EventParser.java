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
 * Reads an event's bytes as a JSON tree, exactly and within limits: numbers keep all their digits, no object holds a key twice, and nothing that follows the
 * document is passed over.
 */
final class EventParser {
    /** Deeper than any event that means something, and shallow enough for whatever walks the tree by recursion. */
    static final int MAX_DEPTH = 256;
    /** More than the digits of PostgreSQL's longest numeric, and few enough that converting them takes milliseconds. */
    static final int MAX_NUMBER_LENGTH = 150_000;

    // The limits on names and texts are lifted: the size of an event is bounded before it comes here.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Keys that are data would fill the JVM's table of interned strings, and crafted ones would make the parser
            // throw.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventParser() {}

    /** The event as a tree. */
    static JsonNode parse(byte[] event) throws RefusedException {
        EventBytes.check(event);
        try (JsonParser parser = JSON.createParser(event)) {
            return document(parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static JsonNode document(JsonParser parser) throws RefusedException, IOException {
        try {
            if (parser.nextToken() == null) {
                throw new RefusedException(ReasonCode.EMPTY.at("", "the event is only white space"));
            }
            JsonNode event = value(parser, 0);
            if (parser.nextToken() != null) {
                throw new RefusedException(MalformedJson.trailing(parser));
            }
            return event;
        } catch (StreamConstraintsException tooLong) {
            throw new RefusedException(numberTooLong(parser));
        } catch (JsonProcessingException malformed) {
            throw new RefusedException(MalformedJson.reason(malformed));
        }
    }

    private static JsonNode value(JsonParser parser, int depth) throws RefusedException, IOException {
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
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private static ObjectNode object(JsonParser parser, int depth) throws RefusedException, IOException {
        checkDepth(parser, depth);
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (object.replace(name, value(parser, depth)) != null) {
                throw new RefusedException(ReasonCode.DUPLICATE_KEY.at(
                        pointer(parser), "stands more than once in its object; which value counts is anybody's guess"));
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, int depth) throws RefusedException, IOException {
        checkDepth(parser, depth);
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws RefusedException, IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> {
                checkLimits(parser, new BigDecimal(parser.getBigIntegerValue()));
                yield NODES.numberNode(parser.getBigIntegerValue());
            }
        };
    }

    /** Never by way of double, which would round. */
    private static JsonNode decimal(JsonParser parser) throws RefusedException, IOException {
        BigDecimal number;
        try {
            number = parser.getDecimalValue();
        } catch (StreamConstraintsException tooLong) {
            throw tooLong;
        } catch (JsonProcessingException | NumberFormatException exponentBeyondInt) {
            throw new RefusedException(outOfRange(parser));
        }
        checkLimits(parser, number);
        return NODES.numberNode(number);
    }

    /** Here, for every number, because arithmetic with a number like 1e999999999 costs minutes and gigabytes. */
    private static void checkLimits(JsonParser parser, BigDecimal number) throws RefusedException {
        if (!NumericLimits.hold(number)) {
            throw new RefusedException(outOfRange(parser));
        }
    }

    private static Reason outOfRange(JsonParser parser) {
        return ReasonCode.OUT_OF_RANGE.at(pointer(parser), NumericLimits.MESSAGE);
    }

    private static void checkDepth(JsonParser parser, int depth) throws RefusedException {
        if (depth > MAX_DEPTH) {
            throw new RefusedException(ReasonCode.TOO_DEEP.at(
                    "",
                    "objects and arrays are nested deeper than " + MAX_DEPTH + " at byte "
                            + parser.currentTokenLocation().getByteOffset()));
        }
    }

    private static Reason numberTooLong(JsonParser parser) {
        return ReasonCode.NUMBER_TOO_LONG.at(
                pointer(parser), "is a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }
}
