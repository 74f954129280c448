package dev.wherry.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Table TABLE = new Table(
            "Bytes to bytes",
            "At full speed.",
            List.of(
                    new Row("us", Kind.OURS, List.of(sample(1000).with(Metric.cpu("us"), 2.54))),
                    new Row("copy", Kind.LIMIT, List.of(sample(4000)))),
            List.of(Target.atLeast("events/s", 2000, 1000)));

    @Test
    void markdownTableShowsMediansRatiosAndTargets() {
        assertThat(MarkdownTable.of(TABLE)).isEqualTo("""
                ### Bytes to bytes

                At full speed.

                |  |  | events/s | range | ratio to ours | CPU µs/event: us |
                | --- | --- | ---: | ---: | ---: | ---: |
                | us | ours | 1,000 | 1,000–1,000 | 1.00 | 2.5 |
                | copy | limit | 4,000 | 4,000–4,000 | 4.00 |  |

                - events/s: 1,000, target at least 2,000: not met
                """);
    }

    @Test
    void textTableAlignsColumns() {
        List<String> lines = TextTable.of(TABLE).lines().toList();

        assertThat(lines.get(4)).isEqualTo("us    ours      1,000  1,000–1,000           1.00               2.5");
        assertThat(lines.get(5)).isEqualTo("copy  limit     4,000  4,000–4,000           4.00");
    }

    @Test
    void plotHasABarForEveryContestant() {
        String plot = Plot.of(List.of(TABLE));

        assertThat(plot.lines().filter(line -> line.startsWith("<rect "))).hasSize(3); // two bars and the background
        assertThat(plot).contains(">4,000</text>");
    }

    @Test
    void targetIsMetOnlyOnItsSideOfTheBound() {
        assertThat(Target.atMost("ms", 150, 149).isMet()).isTrue();
        assertThat(Target.atMost("ms", 150, 151).isMet()).isFalse();
        assertThat(Target.atLeast("ratio", 1 / 3.0, 0.34).isMet()).isTrue();
    }

    @Test
    void keepsThePageOutsideOfTheSection() {
        String page = "before\n<!-- bench: sink -->\nold\n<!-- end of bench: sink -->\nafter\n";

        assertThat(MarkdownPage.withSection(page, "sink", "new\n"))
                .isEqualTo("before\n<!-- bench: sink -->\n\nnew\n\n<!-- end of bench: sink -->\nafter\n");
    }

    @Test
    void refusesAPageWithoutTheSection() {
        assertThatThrownBy(() -> MarkdownPage.withSection("text\n", "sink", "new\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Sample sample(double rate) {
        return Sample.of(Metric.EVENTS_PER_SECOND, rate);
    }
}
