package dev.wherry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.wherry.pipeline.PipelineSnapshot;
import dev.wherry.pipeline.Reconciliation;
import dev.wherry.wire.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final PipelineSnapshot NOW = new PipelineSnapshot(
            1_236,
            1,
            Map.of("cards", new Reconciliation.Feed(1_300, Map.of(Outcome.ACCEPTED, 1_200L, Outcome.INVALID, 90L))),
            7);

    private final StringWriter out = new StringWriter();

    @Test
    void on_a_terminal_one_line_changes_in_place() {
        StatusLine line = new StatusLine(new PrintWriter(out), true);

        line.show(NOW);
        line.show(NOW);
        line.end();

        String once = "\r\u001b[2Kfiles 1,236  raw 1,300  accepted 1,200  superseded 0  duplicate 0  invalid 90  rows 7"
                + "  lag 10  waiting files 1";
        assertEquals(once + once + System.lineSeparator(), out.toString());
    }

    @Test
    void elsewhere_lines_are_few_and_plain() {
        StatusLine line = new StatusLine(new PrintWriter(out), false);

        line.show(NOW);
        line.show(NOW);
        line.end();

        assertEquals(1, out.toString().lines().count());
        assertFalse(out.toString().contains("\u001b"));
    }
}
