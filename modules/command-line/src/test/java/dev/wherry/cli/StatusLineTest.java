package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
            2,
            Map.of("cards", new Reconciliation.Feed(1_300, Map.of(Outcome.ACCEPTED, 1_200L, Outcome.INVALID, 90L))),
            7);

    private final StringWriter out = new StringWriter();

    @Test
    void rewritesOneLineOnATerminal() {
        StatusLine line = new StatusLine(new PrintWriter(out), true);

        line.show(NOW);
        line.show(NOW);
        line.end();

        String once = "\r\u001b[2Kfiles 1,236  raw 1,300  accepted 1,200  superseded 0  duplicate 0  invalid 90  rows 7"
                + "  lag 10  pending files 1  ignored 2";
        assertThat(out.toString()).isEqualTo(once + once + System.lineSeparator());
    }

    @Test
    void showsSkippedEventsIfThereAreAny() {
        PipelineSnapshot skipping = new PipelineSnapshot(
                2, 0, 0, Map.of("cards", new Reconciliation.Feed(2, Map.of(Outcome.SKIPPED, 2L))), 0);

        new StatusLine(new PrintWriter(out), false).show(skipping);

        assertThat(out.toString()).contains("lag 0  skipped 2").doesNotContain("pending");
    }

    @Test
    void printsFewPlainLinesElsewhere() {
        StatusLine line = new StatusLine(new PrintWriter(out), false);

        line.show(NOW);
        line.show(NOW);
        line.end();

        assertThat(out.toString().lines().count()).isEqualTo(1);
        assertThat(out.toString().contains("\u001b")).isFalse();
    }
}
