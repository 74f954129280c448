package dev.wherry.split;

import dev.wherry.wire.format.CsvDialect;

/**
 * Each row is an event, unless it is empty. A quote opens a quoted cell at the start of a cell only; there, it closes and
 * reopens the quotes, which makes two of them one.
 */
final class CsvScanner extends Scanner {
    private static final byte LINE_END = 1;
    private static final byte DELIMITER = 2;
    private static final byte QUOTE = 3;

    private enum Cell {
        START,
        UNQUOTED,
        QUOTED,
        /** Behind a closing quote. */
        CLOSED
    }

    private final byte[] kinds;
    private final byte quote;
    private long rowOffset;
    private long rowLine;
    private long line;
    private Cell cell = Cell.START;
    /** Whether the last unit scanned is a carriage return: it ends the row, or is one of the line ends within quotes. */
    private boolean afterReturn;

    /** @param line the number of the line on which the next row starts */
    CsvScanner(CsvDialect dialect, long line) {
        this.kinds = kinds(dialect);
        this.quote = (byte) dialect.quote();
        this.line = line;
    }

    private static byte[] kinds(CsvDialect dialect) {
        byte[] kinds = new byte[256];
        kinds['\n'] = LINE_END;
        kinds['\r'] = LINE_END;
        kinds[dialect.delimiter()] = DELIMITER;
        kinds[dialect.quote()] = QUOTE;
        return kinds;
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

    private int scanUnquoted(byte[] units, int from, int to) {
        int i = from;
        while (i < to) {
            byte unit = units[i++];
            byte kind = kinds[unit & 0xff];
            if (kind == DELIMITER) {
                if (i == to) {
                    cell = Cell.START;
                } else if (units[i] == quote) {
                    cell = Cell.QUOTED;
                    return i + 1;
                }
            } else if (kind == LINE_END) {
                return lineEnd(units, i, to);
            }
        }
        return i;
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

    private int scanQuoted(byte[] units, int from, int to) {
        boolean returned = afterReturn;
        int i = from;
        while (i < to) {
            byte unit = units[i++];
            if (unit == quote) {
                cell = Cell.CLOSED;
                afterReturn = false;
                return i;
            }
            if (unit == '\r' || (unit == '\n' && !returned)) {
                line++;
            }
            returned = unit == '\r';
        }
        afterReturn = returned;
        return i;
    }

    private int scanClosed(byte[] units, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (kinds[units[i] & 0xff]) {
                case QUOTE -> {
                    cell = Cell.QUOTED;
                    return i + 1;
                }
                case DELIMITER -> {
                    cell = Cell.START;
                    return i + 1;
                }
                case LINE_END -> {
                    return lineEnd(units, i + 1, to);
                }
                default -> {}
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
