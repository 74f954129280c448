package dev.wherry.contracts.event;

import dev.wherry.contracts.ReasonCode;
import java.util.Arrays;

/**
 * Splits a CSV row into its cells. A cell is quoted if it starts with a quote; within it, a quote is doubled. Elsewhere a
 * quote is a character like any other. Reused for the next row; not thread-safe.
 */
final class CsvCells {
    private String[] texts = new String[16];
    private boolean[] quoted = new boolean[16];
    private int count;

    /**
     * Splits a row.
     *
     * @throws RejectedEventException if a quoted cell is malformed; the cells before it have been read
     */
    void split(String row, char delimiter, char quote) throws RejectedEventException {
        count = 0;
        for (int at = 0; ; at++) {
            at = at < row.length() && row.charAt(at) == quote
                    ? addQuoted(row, at, delimiter, quote)
                    : addPlain(row, at, delimiter);
            if (at == row.length()) {
                return;
            }
        }
    }

    /** Removes a cell that may not be whole. */
    void removeLast() {
        count = Math.max(0, count - 1);
    }

    int count() {
        return count;
    }

    String text(int cell) {
        return texts[cell];
    }

    boolean isQuoted(int cell) {
        return quoted[cell];
    }

    /** Returns the index behind the cell. */
    private int addPlain(String row, int start, char delimiter) {
        int end = row.indexOf(delimiter, start);
        end = end < 0 ? row.length() : end;
        add(row.substring(start, end), false);
        return end;
    }

    /** Returns the index behind the cell. */
    private int addQuoted(String row, int opening, char delimiter, char quote) throws RejectedEventException {
        int start = opening + 1;
        int closing = row.indexOf(quote, start);
        StringBuilder text = new StringBuilder(0);
        while (closing >= 0 && closing + 1 < row.length() && row.charAt(closing + 1) == quote) {
            text.append(row, start, closing + 1);
            start = closing + 2;
            closing = row.indexOf(quote, start);
        }
        if (closing < 0) {
            throw malformed("has an opening quote, but no closing one");
        }
        int end = closing + 1;
        if (end < row.length() && row.charAt(end) != delimiter) {
            throw malformed("has characters behind its closing quote");
        }
        add(
                text.isEmpty()
                        ? row.substring(start, closing)
                        : text.append(row, start, closing).toString(),
                true);
        return end;
    }

    private void add(String text, boolean isQuoted) {
        if (count == texts.length) {
            texts = Arrays.copyOf(texts, 2 * count);
            quoted = Arrays.copyOf(quoted, 2 * count);
        }
        texts[count] = text;
        quoted[count] = isQuoted;
        count++;
    }

    private RejectedEventException malformed(String problem) {
        return new RejectedEventException(ReasonCode.BAD_CELL.reason("", "cell " + (count + 1) + " " + problem));
    }
}
