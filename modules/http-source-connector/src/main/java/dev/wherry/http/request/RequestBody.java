package dev.wherry.http.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wherry.wire.source.RequestTemplate;
import dev.wherry.wire.source.RequestTemplate.Placeholder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a request: a JSON object with templates in its strings, or a text with templates. */
public sealed interface RequestBody {
    /** A text that is a JSON object becomes one. */
    static RequestBody of(String text, boolean isForm) {
        if (text.strip().startsWith("{")) {
            try {
                JsonNode tree = Json.MAPPER.readTree(text);
                if (tree instanceof ObjectNode object) {
                    return new JsonObject(object);
                }
            } catch (JsonProcessingException noJson) {
                // then it is a text
            }
        }
        return new Text(new RequestTemplate(text), isForm);
    }

    byte[] bytes(PageValues values);

    boolean isJson();

    /** All templates: strings in a JSON object, or the parts of a text, as in a form, between = and &amp;. */
    List<String> texts();

    /** All placeholders. */
    default List<Placeholder> placeholders() {
        return texts().stream()
                .flatMap(text -> new RequestTemplate(text).placeholders().stream())
                .toList();
    }

    /** A string that is nothing but a placeholder becomes the value as it is, such as a number. */
    record JsonObject(ObjectNode template) implements RequestBody {
        @Override
        public byte[] bytes(PageValues values) {
            return filled(template, values).toString().getBytes(UTF_8);
        }

        @Override
        public boolean isJson() {
            return true;
        }

        @Override
        public List<String> texts() {
            List<String> found = new ArrayList<>();
            collect(template, found);
            return found;
        }

        private static void collect(JsonNode node, List<String> found) {
            if (node.isTextual()) {
                found.add(node.textValue());
            }
            node.forEach(child -> collect(child, found));
        }

        /** With a string at a pointer; empty if that is no member of an object in it. */
        public Optional<JsonObject> withString(String pointer, String text) {
            if (!pointer.startsWith("/")) {
                return Optional.empty();
            }
            JsonPointer at = JsonPointer.compile(pointer);
            ObjectNode changed = template.deepCopy();
            if (changed.at(at.head()) instanceof ObjectNode parent) {
                parent.put(at.last().getMatchingProperty(), text);
                return Optional.of(new JsonObject(changed));
            }
            return Optional.empty();
        }

        /** With members of another object added, or in the place of those of the same names. */
        JsonObject with(ObjectNode other) {
            ObjectNode merged = template.deepCopy();
            merge(merged, other);
            return new JsonObject(merged);
        }

        private static void merge(ObjectNode target, ObjectNode other) {
            other.fields().forEachRemaining(member -> {
                if (target.get(member.getKey()) instanceof ObjectNode inner
                        && member.getValue() instanceof ObjectNode added) {
                    merge(inner, added);
                } else {
                    target.set(member.getKey(), member.getValue());
                }
            });
        }

        private static JsonNode filled(JsonNode node, PageValues values) {
            if (node.isTextual()) {
                RequestTemplate text = new RequestTemplate(node.textValue());
                JsonNode single = text.single().map(values::of).orElse(null);
                return single == null ? new TextNode(values.fill(text)) : single;
            }
            if (node instanceof ObjectNode object) {
                ObjectNode result = Json.MAPPER.createObjectNode();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    result.set(member.getKey(), filled(member.getValue(), values));
                }
                return result;
            }
            if (node instanceof ArrayNode array) {
                ArrayNode result = Json.MAPPER.createArrayNode();
                array.forEach(element -> result.add(filled(element, values)));
                return result;
            }
            return node;
        }

        @Override
        public String toString() {
            return "a JSON object";
        }
    }

    /** @param isForm whether values are encoded as those of a form */
    record Text(RequestTemplate template, boolean isForm) implements RequestBody {
        @Override
        public byte[] bytes(PageValues values) {
            String text = template.fill(placeholder -> {
                String value = values.text(placeholder);
                return value == null || !isForm ? value : URLEncoder.encode(value, UTF_8);
            });
            return text.getBytes(UTF_8);
        }

        @Override
        public boolean isJson() {
            return false;
        }

        @Override
        public List<String> texts() {
            return List.of(template.text().split("[=&]"));
        }

        @Override
        public List<Placeholder> placeholders() {
            return template.placeholders();
        }

        @Override
        public String toString() {
            return "a text";
        }
    }
}
