package dev.wherry.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows how far something is, in place on a terminal; elsewhere nothing, where only the result is of use. */
final class ProgressLine {
    private static final long EVERY = Duration.ofMillis(200).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private String doing = "";
    private long shownAt;
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String what, long done, long all) {
        if (!terminal || (what.equals(doing) && System.nanoTime() - shownAt < EVERY)) {
            return;
        }
        doing = what;
        shownAt = System.nanoTime();
        // back to the line's start, and clear what was there
        out.print("\r\u001b[2K" + what + (all > 0 ? " %,d%%".formatted(100 * done / all) : " ..."));
        out.flush();
        open = true;
    }

    /** Clears the line, so that what is printed next begins there. */
    void end() {
        if (open) {
            out.print("\r\u001b[2K");
            out.flush();
            open = false;
        }
    }
}
