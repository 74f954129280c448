package dev.wherry.wire.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes rules and dialects as JSON trees. */
final class RulesWriter {
    private RulesWriter() {}

    /** As {@link FileRules#read} reads them. */
    static ArrayNode write(List<FileRule> rules) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (FileRule rule : rules) {
            ObjectNode node = list.addObject();
            putTexts(node, "names", rule.names());
            node.put("format", rule.format().label());
            if (rule.encoding() != Encoding.UTF_8) {
                node.put("encoding", rule.encoding().label());
            }
            if (!rule.items().isEmpty()) {
                node.put("items", rule.items());
            }
            if (rule.format() == Format.CSV) {
                putCsv(node.putObject("csv"), rule.csv());
            }
        }
        return list;
    }

    private static void putCsv(ObjectNode node, CsvOptions csv) {
        node.put("header", csv.header());
        if (!csv.columns().isEmpty()) {
            putTexts(node, "columns", csv.columns());
        }
        putDialect(node, csv.dialect());
    }

    static void putDialect(ObjectNode node, CsvDialect dialect) {
        node.put("delimiter", String.valueOf(dialect.delimiter()));
        node.put("quote", String.valueOf(dialect.quote()));
        putTexts(node, "null", dialect.nulls());
        putTexts(node, "true", dialect.trues());
        putTexts(node, "false", dialect.falses());
    }

    static void putTexts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
