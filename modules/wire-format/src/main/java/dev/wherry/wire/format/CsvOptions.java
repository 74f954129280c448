package dev.wherry.wire.format;

import java.util.List;

/**
 * How CSV files are read.
 *
 * @param header whether the first row contains the names of the columns
 * @param columns the names of the columns; empty if the header contains them
 */
public record CsvOptions(boolean header, List<String> columns, CsvDialect dialect) {
    public static final CsvOptions DEFAULT = new CsvOptions(true, List.of(), CsvDialect.DEFAULT);

    public CsvOptions {
        columns = List.copyOf(columns);
    }
}
