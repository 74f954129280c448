package dev.wherry.cli;

import dev.wherry.pipeline.PipelineSnapshot;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/** Shows snapshots: on a terminal as one line that changes in place, elsewhere as a line every ten seconds. */
final class StatusLine {
    private static final long PLAIN_EVERY = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private long lastPlain = System.nanoTime() - PLAIN_EVERY;
    private boolean open;

    StatusLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(PipelineSnapshot now) {
        String line =
                "files %,d  raw %,d  accepted %,d  superseded %,d  duplicate %,d  invalid %,d  rows %,d  lag %,d%s"
                        .formatted(
                                now.files(),
                                now.rawEvents(),
                                now.count(Outcome.ACCEPTED),
                                now.count(Outcome.SUPERSEDED),
                                now.count(Outcome.DUPLICATE),
                                now.count(Outcome.INVALID),
                                now.rows(),
                                now.lag(),
                                now.pending() > 0 ? "  waiting files %,d".formatted(now.pending()) : "");
        if (terminal) {
            // back to the line's start, and clear what was there
            out.print("\r\u001b[2K" + line);
            open = true;
        } else if (System.nanoTime() - lastPlain >= PLAIN_EVERY) {
            out.println(line);
            lastPlain = System.nanoTime();
        }
        out.flush();
    }

    /** Ends the line, so that what is printed next begins on its own. */
    void end() {
        if (open) {
            out.println();
            out.flush();
            open = false;
        }
    }
}
