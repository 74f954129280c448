package dev.wherry.split;

import dev.wherry.wire.format.CsvDialect;

/**
 * Each row is an event, unless it is empty. A quote opens a quoted cell at the start of a cell only; there, it closes and
 * reopens the quotes, which makes two of them one.
 */
final class CsvScanner extends Scanner {
    private enum Cell {
        START,
        UNQUOTED,
        QUOTED,
        /** Behind a closing quote. */
        CLOSED
    }

    private final byte delimiter;
    private final byte quote;
    private long rowOffset;
    private long rowLine;
    private long line;
    private Cell cell = Cell.START;
    /** Whether the last unit scanned is a carriage return: it ends the row, or is one of the line ends within quotes. */
    private boolean afterReturn;

    /** @param line the number of the line on which the next row starts */
    CsvScanner(CsvDialect dialect, long line) {
        this.delimiter = (byte) dialect.delimiter();
        this.quote = (byte) dialect.quote();
        this.line = line;
    }

    @Override
    boolean scan(Window window) {
        byte[] units = window.units();
        int to = window.length();
        int i = next;
        while (i < to) {
            if (!within || i == start) {
                i = begin(window, i);
                if (i == to) {
                    break;
                }
            }
            if (cell != Cell.QUOTED && afterReturn) {
                i = endRow(i - 1, units[i] == '\n' ? i + 1 : i);
            } else {
                i = switch (cell) {
                    case START -> startCell(units, i);
                    case UNQUOTED -> scanUnquoted(units, i, to);
                    case QUOTED -> scanQuoted(units, i, to);
                    case CLOSED -> scanClosed(units, i, to);
                };
            }
            if (!within) {
                if (start == NONE || start < end) {
                    next = i;
                    return true;
                }
            }
        }
        if (!within) {
            begin(window, to);
        }
        next = to;
        return false;
    }

    /** Begins a row. NULs at its start are what is left of a hole in the file. */
    private int begin(Window window, int from) {
        byte[] units = window.units();
        int to = window.length();
        int first = from;
        while (first < to && units[first] == 0) {
            first++;
        }
        if (!within) {
            within = true;
            rowOffset = window.offset(from);
            rowLine = line;
            cell = Cell.START;
            afterReturn = false;
        }
        start = first;
        return first;
    }

    private int endRow(int rowEnd, int nextRow) {
        end = rowEnd;
        within = false;
        afterReturn = false;
        line++;
        return nextRow;
    }

    private int startCell(byte[] units, int i) {
        if (units[i] == quote) {
            cell = Cell.QUOTED;
            return i + 1;
        }
        cell = Cell.UNQUOTED;
        return i;
    }

    /** Scans up to the end of the row or to a quoted cell. A quote elsewhere is a character like any other. */
    private int scanUnquoted(byte[] units, int from, int to) {
        int i = from;
        while (true) {
            i = ByteSearch.indexOfLineEndOr(quote, units, i, to);
            if (i == ByteSearch.NOT_FOUND) {
                if (units[to - 1] == delimiter) {
                    cell = Cell.START;
                }
                return to;
            }
            if (units[i] != quote) {
                return lineEnd(units, i + 1, to);
            }
            if (i > from && units[i - 1] == delimiter) {
                cell = Cell.QUOTED;
                return i + 1;
            }
            i++;
        }
    }

    /** Ends the row at the line end before an index, unless a line feed may follow in the next window. */
    private int lineEnd(byte[] units, int i, int to) {
        if (units[i - 1] == '\n') {
            return endRow(i - 1, i);
        }
        if (i < to) {
            return endRow(i - 1, units[i] == '\n' ? i + 1 : i);
        }
        afterReturn = true;
        return i;
    }

    /** Scans up to a closing quote behind which no quoted cell follows at once. */
    private int scanQuoted(byte[] units, int from, int to) {
        int i = from;
        while (true) {
            int found = ByteSearch.indexOfLineEndOr(quote, units, i, to);
            if (found == ByteSearch.NOT_FOUND) {
                afterReturn = units[to - 1] == '\r';
                return to;
            }
            i = found + 1;
            if (units[found] != quote) {
                boolean returned = found > from ? units[found - 1] == '\r' : afterReturn;
                if (units[found] == '\r' || !returned) {
                    line++;
                }
            } else if (i < to && units[i] == quote) {
                i++;
            } else if (i + 1 < to && units[i] == delimiter && units[i + 1] == quote) {
                i += 2;
            } else {
                cell = Cell.CLOSED;
                afterReturn = false;
                return i;
            }
        }
    }

    private int scanClosed(byte[] units, int from, int to) {
        for (int i = from; i < to; i++) {
            byte unit = units[i];
            if (unit == quote) {
                cell = Cell.QUOTED;
                return i + 1;
            }
            if (unit == delimiter) {
                cell = Cell.START;
                return i + 1;
            }
            if (unit == '\n' || unit == '\r') {
                return lineEnd(units, i + 1, to);
            }
        }
        return to;
    }

    @Override
    boolean finish(Window window, boolean broken) {
        boolean ended = cell != Cell.QUOTED && afterReturn;
        boolean found = hasRest(window);
        if (within) {
            end = next;
            if (ended) {
                endRow(next - 1, next);
                found = start == NONE || start < end;
            }
        }
        within = false;
        return found;
    }

    @Override
    boolean hasRest(Window window) {
        return within && (start == NONE || start < next || window.hasHalfUnit());
    }

    @Override
    long line() {
        return rowLine;
    }

    @Override
    SplitPosition position(Window window) {
        return new SplitPosition(
                within ? rowOffset : window.offset(next), within ? rowLine : line, SplitPosition.State.OUTSIDE);
    }

    @Override
    void rewind() {
        within = false;
        line = rowLine;
    }
}
