package dev.wherry.wire.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of {@link FileRule}s as a tree: {@code files} in a feed file, and in JSON the value of the source's option
 * for it.
 */
public final class FileRules {
    private static final Set<String> KEYS = Set.of("names", "format", "encoding", "items", "csv");
    private static final Set<String> CSV_KEYS =
            Set.of("header", "columns", "delimiter", "quote", "null", "true", "false");

    /** Takes what is wrong with a tree. */
    public interface Problems {
        void add(String pointer, String problem, String remedy);

        /** A mapping has a key that is not among the known ones. */
        default void unknownKey(String pointer, String key, List<String> known) {
            add(pointer, "is unknown", "remove it; known keys are " + String.join(", ", known));
        }
    }

    private final Problems problems;
    private boolean faulty;

    private FileRules(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a list of rules.
     *
     * @param pointer the location of the list in its file
     * @return empty if there were problems, all of which are reported
     */
    public static Optional<List<FileRule>> read(JsonNode list, String pointer, Problems problems) {
        FileRules reader = new FileRules(problems);
        List<FileRule> rules = reader.rules(list, pointer);
        return reader.faulty ? Optional.empty() : Optional.of(rules);
    }

    /** As JSON that {@link #read} reads. */
    public static String toJson(List<FileRule> rules) {
        return RulesWriter.write(rules).toString();
    }

    private void problem(String pointer, String problem, String remedy) {
        faulty = true;
        problems.add(pointer, problem, remedy);
    }

    private List<FileRule> rules(JsonNode list, String pointer) {
        List<FileRule> rules = new ArrayList<>();
        if (!list.isArray() || list.isEmpty()) {
            problem(pointer, "is not a list of file rules", "write {names: [\"*.csv\"], format: csv}, for example");
            return rules;
        }
        for (int i = 0; i < list.size(); i++) {
            rule(list.get(i), pointer + "/" + i).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<FileRule> rule(JsonNode node, String pointer) {
        if (!node.isObject()) {
            problem(pointer, "is not a file rule", "write {names: [\"*.csv\"], format: csv}, for example");
            return Optional.empty();
        }
        checkKeys(node, pointer, KEYS);
        List<String> names = names(node.path("names"), pointer + "/names");
        Format format = Format.ofLabel(node.path("format").asText()).orElse(null);
        if (format == null) {
            problem(pointer + "/format", "is not a format", "write one of " + String.join(", ", Format.labels()));
            return Optional.empty();
        }
        Encoding encoding = Encoding.ofLabel(node.path("encoding").asText(Encoding.UTF_8.label()))
                .orElse(null);
        if (encoding == null) {
            problem(
                    pointer + "/encoding",
                    "is not a supported encoding",
                    "write one of " + String.join(", ", Encoding.labels()));
            return Optional.empty();
        }
        String items = items(node, format, pointer);
        CsvOptions csv = CsvOptions.DEFAULT;
        if (node.has("csv")) {
            if (format == Format.CSV) {
                csv = csv(node.get("csv"), pointer + "/csv");
            } else {
                problem(pointer + "/csv", "does not apply to the format " + format.label(), "remove it");
            }
        }
        return Optional.of(new FileRule(names, format, encoding, items, csv));
    }

    private List<String> names(JsonNode list, String pointer) {
        List<String> names = texts(list, pointer, "file name patterns");
        if (list.isArray() && list.isEmpty()) {
            problem(pointer, "is empty", "write at least one pattern, such as \"*.csv\"");
        }
        NamePatterns.check(names, pointer, this::problem);
        return names;
    }

    private String items(JsonNode node, Format format, String pointer) {
        if (!node.has("items")) {
            return "";
        }
        String items = node.get("items").asText();
        if (format != Format.ARRAY) {
            problem(pointer + "/items", "does not apply to the format " + format.label(), "remove it");
        } else if (!node.get("items").isTextual() || (!items.isEmpty() && !items.startsWith("/"))) {
            problem(pointer + "/items", "is not a JSON Pointer", "write the array's location, such as /data");
        }
        return items;
    }

    private CsvOptions csv(JsonNode node, String pointer) {
        if (!node.isObject()) {
            problem(pointer, "is not a mapping", "write {delimiter: \";\"}, for example");
            return CsvOptions.DEFAULT;
        }
        checkKeys(node, pointer, CSV_KEYS);
        CsvDialect standard = CsvDialect.DEFAULT;
        List<String> columns =
                node.has("columns") ? texts(node.get("columns"), pointer + "/columns", "column names") : List.of();
        checkColumns(columns, pointer + "/columns");
        boolean header = node.path("header").asBoolean(columns.isEmpty());
        if (node.has("header") && !node.get("header").isBoolean()) {
            problem(pointer + "/header", "is not a boolean", "write true or false");
        } else if (!header && columns.isEmpty()) {
            problem(pointer + "/header", "is false, so the columns have no names", "list them in columns: [...]");
        }
        char delimiter = character(node, "delimiter", standard.delimiter(), pointer);
        char quote = character(node, "quote", standard.quote(), pointer);
        if (delimiter == quote) {
            problem(pointer + "/quote", "is the delimiter, too", "write two different characters");
        }
        CsvDialect dialect = new CsvDialect(
                delimiter,
                quote,
                optionalTexts(node, "null", standard.nulls(), pointer),
                optionalTexts(node, "true", standard.trues(), pointer),
                optionalTexts(node, "false", standard.falses(), pointer));
        return new CsvOptions(header, columns, dialect);
    }

    private void checkColumns(List<String> columns, String pointer) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isEmpty()) {
                problem(pointer + "/" + i, "is empty", "write the column's name");
            } else if (!known.add(columns.get(i))) {
                problem(pointer + "/" + i, "occurs more than once", "give each column a name of its own");
            }
        }
    }

    private char character(JsonNode node, String name, char standard, String pointer) {
        if (!node.has(name)) {
            return standard;
        }
        String text = node.get(name).asText();
        if (text.length() != 1 || text.charAt(0) >= 0x80 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
            problem(
                    pointer + "/" + name,
                    "is not one ASCII character other than a line end",
                    "write " + name + ": \"" + (standard == '"' ? "'" : ";") + "\", for example");
            return standard;
        }
        return text.charAt(0);
    }

    private List<String> optionalTexts(JsonNode node, String name, List<String> standard, String pointer) {
        return node.has(name) ? texts(node.get(name), pointer + "/" + name, "texts") : standard;
    }

    private List<String> texts(JsonNode list, String pointer, String what) {
        List<String> texts = new ArrayList<>();
        if (!list.isArray()) {
            problem(pointer, "is not a list of " + what, "write [...]");
            return texts;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isTextual()) {
                texts.add(list.get(i).asText());
            } else {
                problem(
                        pointer + "/" + i,
                        "is not a text",
                        "put it in quotes: \"" + list.get(i).asText() + "\"");
            }
        }
        return texts;
    }

    private void checkKeys(JsonNode node, String pointer, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                faulty = true;
                problems.unknownKey(
                        pointer + JsonPointer.empty().appendProperty(name),
                        name,
                        known.stream().sorted().toList());
            }
        }
    }
}
