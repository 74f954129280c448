package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Parses what can be parsed of an event that is no JSON document: the values before the first error. */
final class BrokenJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int length;
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private @Nullable JsonNode root;
    private String name = "";

    private BrokenJson(JsonParser parser, int length) {
        this.parser = parser;
        this.length = length;
    }

    /** The values before the first error, in the objects and arrays that contain them; a missing node if there are none. */
    static JsonNode parse(byte[] event) {
        BrokenJson broken = null;
        try (JsonParser parser = JSON.createParser(event)) {
            broken = new BrokenJson(parser, event.length);
            broken.read();
        } catch (IOException expected) {
            // the values before the error have been read
        }
        return broken == null || broken.root == null ? NODES.missingNode() : broken.root;
    }

    private void read() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> open(NODES.objectNode());
                case START_ARRAY -> open(NODES.arrayNode());
                case END_OBJECT, END_ARRAY -> {
                    open.pop();
                    if (open.isEmpty()) {
                        return; // what follows is another document
                    }
                }
                case FIELD_NAME -> name = parser.currentName();
                case VALUE_STRING -> add(NODES.textNode(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> addNumber();
                case VALUE_TRUE, VALUE_FALSE -> add(NODES.booleanNode(token == JsonToken.VALUE_TRUE));
                case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> add(NODES.nullNode());
            }
        }
    }

    private void open(JsonNode container) {
        add(container);
        open.push(container);
    }

    /** A number at the very end may lack digits. */
    private void addNumber() throws IOException {
        if (parser.currentLocation().getByteOffset() < length) {
            add(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            ? NODES.numberNode(parser.getBigIntegerValue())
                            : NODES.numberNode(parser.getDecimalValue()));
        }
    }

    /** Of a duplicate key, the first value counts. */
    private void add(JsonNode value) {
        JsonNode parent = open.peek();
        if (parent instanceof ObjectNode object) {
            object.putIfAbsent(name, value);
        } else if (parent instanceof ArrayNode array) {
            array.add(value);
        } else {
            root = value;
        }
    }
}
