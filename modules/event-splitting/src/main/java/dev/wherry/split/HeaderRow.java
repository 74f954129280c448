package dev.wherry.split;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.SourceFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the columns in the header row of a CSV file.
 *
 * @param fault why the row is no header; it names columns by number, because a file without a header has values there
 */
record HeaderRow(List<String> columns, @Nullable SourceFault fault) {

    static HeaderRow of(SplitEvent row, Encoding encoding, CsvDialect dialect) {
        if (row.isTruncated()) {
            return bad("the header row has " + row.fullSize() + " bytes, which is more than the maximum of an event");
        }
        String text;
        try {
            text = encoding.charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row.value()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return bad("the header row is not valid " + encoding.label() + "; declare the file's encoding");
        }
        List<String> columns = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(true)
                .ofSingleCsvRecord(text)
                .getFields();
        List<String> problems = problems(columns);
        return problems.isEmpty()
                ? new HeaderRow(columns, null)
                : bad("the header row on line " + row.line() + " does not name each column: "
                        + String.join("; ", problems));
    }

    private static HeaderRow bad(String message) {
        return new HeaderRow(List.of(), new SourceFault(SourceFault.Code.BAD_HEADER, message));
    }

    private static List<String> problems(List<String> columns) {
        List<String> problems = new ArrayList<>();
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            numbers.computeIfAbsent(columns.get(i), name -> new ArrayList<>()).add(i + 1);
        }
        numbers.forEach((name, same) -> {
            if (name.isEmpty()) {
                problems.add((same.size() == 1 ? "the name of column " : "the names of columns ")
                        + list(same)
                        + (same.size() == 1 ? " is empty" : " are empty"));
            } else if (same.size() > 1) {
                problems.add("columns " + list(same) + " have the same name");
            }
        });
        return problems;
    }

    /** The first ones are enough. */
    private static String list(List<Integer> numbers) {
        int shown = Math.min(numbers.size(), 10);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : i == numbers.size() - 1 ? " and " : ", ").append(numbers.get(i));
        }
        return numbers.size() > shown ? text + " and others" : text.toString();
    }
}
