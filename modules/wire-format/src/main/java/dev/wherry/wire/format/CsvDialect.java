package dev.wherry.wire.format;

import java.util.List;

/**
 * How the cells of a CSV row are written. A quote within a quoted cell is doubled.
 *
 * @param delimiter an ASCII character between two cells
 * @param quote an ASCII character around a cell that contains delimiters, quotes or line ends
 * @param nulls the texts that stand for null, if they are not quoted
 * @param trues the texts that stand for true where the schema wants a boolean
 * @param falses the texts that stand for false where the schema wants a boolean
 */
public record CsvDialect(char delimiter, char quote, List<String> nulls, List<String> trues, List<String> falses) {
    public static final CsvDialect DEFAULT = new CsvDialect(',', '"', List.of(""), List.of("true"), List.of("false"));

    public CsvDialect {
        nulls = List.copyOf(nulls);
        trues = List.copyOf(trues);
        falses = List.copyOf(falses);
    }
}
