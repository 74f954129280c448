package dev.wherry.generator;

import java.util.ArrayList;
import java.util.List;

/** CSV as in RFC 4180, but with {@code \n} as line end. Addresses contain commas and newlines. */
final class Csv {
    private Csv() {}

    static void append(StringBuilder csv, List<String> row) {
        String separator = "";
        for (String value : row) {
            csv.append(separator).append(quote(value));
            separator = ",";
        }
        csv.append('\n');
    }

    private static String quote(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                // A doubled quote ends the quoted section and starts it again, and stands for one quote character.
                if (!inQuotes && i > 0 && csv.charAt(i - 1) == '"') {
                    value.append('"');
                }
                inQuotes = !inQuotes;
            } else if (!inQuotes && (c == ',' || c == '\n')) {
                row.add(value.toString());
                value.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                value.append(c);
            }
        }
        return rows;
    }
}
