package dev.wherry.split;

/** Each line is an event, unless it is blank. */
final class LineScanner extends Scanner {
    private long lineOffset;
    /** Whether the last unit scanned is a carriage return. */
    private boolean afterReturn;

    @Override
    boolean scan(Window window) {
        byte[] units = window.units();
        int to = window.length();
        begin(window);
        int from = next;
        for (int feed = ByteSearch.indexOf((byte) '\n', units, from, to);
                feed != ByteSearch.NOT_FOUND;
                feed = ByteSearch.indexOf((byte) '\n', units, from, to)) {
            if (feed > from) {
                afterReturn = units[feed - 1] == '\r';
            }
            end = afterReturn ? feed - 1 : feed;
            afterReturn = false;
            next = feed + 1;
            if (start == NONE || !isBlank(units)) {
                within = false;
                return true;
            }
            from = next;
            start = from;
            lineOffset = window.offset(start);
        }
        if (to > from) {
            afterReturn = units[to - 1] == '\r';
        }
        next = to;
        end = to;
        skipNuls(units);
        return false;
    }

    private void begin(Window window) {
        if (!within) {
            within = true;
            start = next;
            lineOffset = window.offset(start);
            afterReturn = false;
        }
    }

    private boolean isBlank(byte[] units) {
        skipNuls(units);
        for (int i = start; i < end; i++) {
            byte unit = units[i];
            if (unit != ' ' && unit != '\t' && unit != '\r' && unit != 0) {
                return false;
            }
        }
        return true;
    }

    /** NULs at the start of a line are what is left of a hole in the file. */
    private void skipNuls(byte[] units) {
        while (start != NONE && start < end && units[start] == 0) {
            start++;
        }
    }

    @Override
    boolean finish(Window window, boolean broken) {
        boolean found = within && (start == NONE || !isBlank(window.units()) || window.hasHalfUnit());
        within = false;
        return found;
    }

    @Override
    boolean hasRest(Window window) {
        return within && (start == NONE || start < next || window.hasHalfUnit());
    }

    @Override
    SplitPosition position(Window window) {
        long offset = within ? lineOffset : window.offset(next);
        return new SplitPosition(offset, 0, SplitPosition.State.OUTSIDE);
    }

    @Override
    void rewind() {
        within = false;
    }
}
