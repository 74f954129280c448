package dev.wherry.cli;

import dev.wherry.pipeline.PipelineSnapshot;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/** Shows snapshots: in place on a terminal, elsewhere as a line every ten seconds. */
final class StatusLine {
    private static final long PLAIN_INTERVAL = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private long lastPlain = System.nanoTime() - PLAIN_INTERVAL;
    private boolean open;

    StatusLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(PipelineSnapshot snapshot) {
        String line =
                "files %,d  raw %,d  accepted %,d  superseded %,d  duplicate %,d  invalid %,d  rows %,d  lag %,d%s%s%s"
                        .formatted(
                                snapshot.files(),
                                snapshot.rawEvents(),
                                snapshot.count(Outcome.ACCEPTED),
                                snapshot.count(Outcome.SUPERSEDED),
                                snapshot.count(Outcome.DUPLICATE),
                                snapshot.count(Outcome.INVALID),
                                snapshot.rows(),
                                snapshot.lag(),
                                ifAny("skipped", snapshot.count(Outcome.SKIPPED)),
                                ifAny("pending files", snapshot.pending()),
                                ifAny("ignored", snapshot.ignored()));
        if (terminal) {
            // move to the start of the line and clear it
            out.print("\r\u001b[2K" + line);
            open = true;
        } else if (System.nanoTime() - lastPlain >= PLAIN_INTERVAL) {
            out.println(line);
            lastPlain = System.nanoTime();
        }
        out.flush();
    }

    private static String ifAny(String name, long count) {
        return count > 0 ? "  %s %,d".formatted(name, count) : "";
    }

    /** Ends the line, so that the next output starts on a new one. */
    void end() {
        if (open) {
            out.println();
            out.flush();
            open = false;
        }
    }
}
