package dev.wherry.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Table TABLE = new Table(
            "Bytes to bytes",
            "As fast as can be.",
            List.of(
                    new Row("us", Kind.OURS, List.of(sample(1000).with(Metric.cpu("us"), 2.54))),
                    new Row("copy", Kind.LIMIT, List.of(sample(4000)))),
            List.of(Target.atLeast("events a second", 2000, 1000)));

    @Test
    void a_table_in_Markdown_tells_medians_ratios_and_targets() {
        assertEquals("""
                ### Bytes to bytes

                As fast as can be.

                |  |  | events/s | from–to | to ours | CPU µs/event: us |
                | --- | --- | ---: | ---: | ---: | ---: |
                | us | ours | 1,000 | 1,000–1,000 | 1.00 | 2.5 |
                | copy | limit | 4,000 | 4,000–4,000 | 4.00 |  |

                - events a second: 1,000, wanted at least 2,000: not met
                """, MarkdownTable.of(TABLE));
    }

    @Test
    void a_table_for_the_terminal_has_straight_columns() {
        List<String> lines = TextTable.of(TABLE).lines().toList();

        assertEquals("us    ours      1,000  1,000–1,000     1.00               2.5", lines.get(4));
        assertEquals("copy  limit     4,000  4,000–4,000     4.00", lines.get(5));
    }

    @Test
    void a_plot_has_a_bar_for_every_contestant() {
        String plot = Plot.of(List.of(TABLE));

        assertEquals(3, plot.split("<rect ").length - 1); // the background is the third
        assertTrue(plot.contains(">4,000</text>"), plot);
    }

    @Test
    void a_target_is_met_on_its_own_side_only() {
        assertTrue(Target.atMost("ms", 150, 149).isMet());
        assertFalse(Target.atMost("ms", 150, 151).isMet());
        assertTrue(Target.atLeast("ratio", 1 / 3.0, 0.34).isMet());
    }

    @Test
    void a_page_keeps_what_is_outside_of_the_section() {
        String page = "before\n<!-- bench: sink -->\nold\n<!-- end of bench: sink -->\nafter\n";

        assertEquals(
                "before\n<!-- bench: sink -->\n\nnew\n\n<!-- end of bench: sink -->\nafter\n",
                MarkdownPage.withSection(page, "sink", "new\n"));
    }

    @Test
    void a_page_without_a_place_for_the_section_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> MarkdownPage.withSection("text\n", "sink", "new\n"));
    }

    private static Sample sample(double rate) {
        return Sample.of(Metric.EVENTS_PER_SECOND, rate);
    }
}
