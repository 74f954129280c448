package dev.wherry.wire.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a raw record is, if it is not a JSON document in UTF-8. The header
 * {@link dev.wherry.wire.Headers#FORMAT} contains it, so that a record can be read without the file it came from.
 *
 * @param encoding never {@link Encoding#UTF_16}, whose byte order the value does not show
 * @param csv the columns if the value is a CSV row; null if it is a JSON document
 */
public record ValueFormat(Encoding encoding, @Nullable Csv csv) {
    public static final ValueFormat JSON = new ValueFormat(Encoding.UTF_8, null);

    private static final JsonMapper MAPPER = new JsonMapper();

    /** @param columns the names of the columns, in order; no two are the same */
    public record Csv(List<String> columns, CsvDialect dialect) {
        public Csv {
            columns = List.copyOf(columns);
            if (columns.isEmpty() || Set.copyOf(columns).size() < columns.size()) {
                throw new IllegalArgumentException("there are no columns, or two have the same name");
            }
        }
    }

    public ValueFormat {
        if (encoding == Encoding.UTF_16) {
            throw new IllegalArgumentException("the byte order is not known");
        }
    }

    /** The header's value. */
    public byte[] toHeader() {
        ObjectNode header = MAPPER.createObjectNode();
        if (encoding != Encoding.UTF_8) {
            header.put("encoding", encoding.label());
        }
        if (csv != null) {
            ObjectNode node = header.putObject("csv");
            RulesWriter.putTexts(node, "columns", csv.columns());
            RulesWriter.putDialect(node, csv.dialect());
        }
        try {
            return MAPPER.writeValueAsBytes(header);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts", impossible);
        }
    }

    /**
     * Reads a header's value.
     *
     * @throws IllegalArgumentException if {@link #toHeader} cannot have returned it
     */
    public static ValueFormat ofHeader(byte[] value) {
        try {
            JsonNode header = MAPPER.readTree(value);
            if (!header.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            Encoding encoding = Encoding.ofLabel(header.path("encoding").asText(Encoding.UTF_8.label()))
                    .orElseThrow(() -> new IllegalArgumentException("an unknown encoding"));
            return new ValueFormat(encoding, header.has("csv") ? csv(header.get("csv")) : null);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not JSON", malformed);
        }
    }

    private static Csv csv(JsonNode node) {
        CsvDialect dialect = new CsvDialect(
                character(node, "delimiter"),
                character(node, "quote"),
                texts(node, "null"),
                texts(node, "true"),
                texts(node, "false"));
        return new Csv(texts(node, "columns"), dialect);
    }

    private static char character(JsonNode node, String name) {
        String text = node.path(name).asText();
        if (text.length() != 1) {
            throw new IllegalArgumentException(name + " is not one character");
        }
        return text.charAt(0);
    }

    private static List<String> texts(JsonNode node, String name) {
        if (!node.path(name).isArray()) {
            throw new IllegalArgumentException(name + " is not a list");
        }
        List<String> texts = new ArrayList<>();
        node.get(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
