package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.wire.source.SecretNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of a request: a mapping, which becomes JSON, or a text. References get options of their own: within JSON, a
 * quote in a secret would break it.
 */
final class HttpBodyReader {
    private final SourceOptions options;
    private final TemplateReader templates;

    HttpBodyReader(SourceOptions options, TemplateReader templates) {
        this.options = options;
        this.templates = templates;
    }

    /** @param follows whether it is that of following requests, which cannot have references */
    void read(YamlMapping mapping, String name, String option, boolean follows) {
        if (!mapping.has(name)) {
            return;
        }
        JsonNode body = mapping.get(name);
        if (body instanceof ObjectNode object) {
            ObjectNode json = object.deepCopy();
            new Walk(mapping, mapping.pointer(name), option, follows).members(json, JsonPointer.empty());
            options.put(option, json.toString());
        } else {
            mapping.text(name).ifPresent(text -> {
                templates.check(mapping, name, text, follows);
                options.put(option, text);
            });
        }
    }

    private final class Walk {
        private final YamlMapping mapping;
        private final String root;
        private final String option;
        private final boolean follows;

        Walk(YamlMapping mapping, String root, String option, boolean follows) {
            this.mapping = mapping;
            this.root = root;
            this.option = option;
            this.follows = follows;
        }

        void members(ObjectNode object, JsonPointer at) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.get(name);
                JsonPointer pointer = at.appendProperty(name);
                if (value.isTextual()) {
                    text(value.textValue(), pointer, SecretNames.isParameter(name));
                    if (SourceOptions.hasReference(value.textValue())) {
                        object.put(name, "");
                        reference(value.textValue(), pointer);
                    }
                } else {
                    container(value, pointer);
                }
            }
        }

        private void container(JsonNode value, JsonPointer pointer) {
            if (value instanceof ObjectNode inner) {
                members(inner, pointer);
            } else if (value instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    JsonPointer element = pointer.appendIndex(i);
                    if (array.get(i).isTextual()) {
                        text(array.get(i).textValue(), element, false);
                        if (SourceOptions.hasReference(array.get(i).textValue())) {
                            mapping.faultAt(
                                    root + element, "is a reference in a list", "write it as a member of a mapping");
                        }
                    } else {
                        container(array.get(i), element);
                    }
                }
            }
        }

        private void text(String text, JsonPointer pointer, boolean secret) {
            templates.checkAt(root + pointer, text, follows);
            if (secret && templates.isLiteral(text)) {
                mapping.faultAt(
                        root + pointer,
                        "is not a reference, and a secret does not belong in this file",
                        "write ${env:NAME} or ${file:/path/of/properties:name}");
            }
        }

        private void reference(String text, JsonPointer pointer) {
            if (follows) {
                mapping.faultAt(root + pointer, "is a reference", "write it into body, which next.body only adds to");
            }
            options.put(option + "." + pointer, text);
        }
    }
}
