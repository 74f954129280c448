package dev.wherry.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows progress in place on a terminal. Prints nothing elsewhere, where only the result is of use. */
final class ProgressLine {
    private static final long MIN_INTERVAL = Duration.ofMillis(200).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private String activity = "";
    private long shownAt;
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String newActivity, long done, long total) {
        if (!terminal || (newActivity.equals(activity) && System.nanoTime() - shownAt < MIN_INTERVAL)) {
            return;
        }
        activity = newActivity;
        shownAt = System.nanoTime();
        // move to the start of the line and clear it
        out.print("\r\u001b[2K" + activity + (total > 0 ? " %,d%%".formatted(100 * done / total) : " ..."));
        out.flush();
        open = true;
    }

    /** Clears the line, so that the next output starts there. */
    void end() {
        if (open) {
            out.print("\r\u001b[2K");
            out.flush();
            open = false;
        }
    }
}
