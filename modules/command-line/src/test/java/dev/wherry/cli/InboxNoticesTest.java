package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxNoticesTest {
    private final StringWriter out = new StringWriter();
    private final StatusLine line = new StatusLine(new PrintWriter(out), true);
    private final InboxNotices notices = new InboxNotices(new PrintWriter(out));

    @Test
    void printsEachSentenceOnce() {
        notices.print(List.of(), line);
        notices.print(List.of("1 file matches no pattern"), line);
        notices.print(List.of("1 file matches no pattern"), line);
        notices.print(List.of("1 file matches no pattern", "x/ is no feed"), line);

        assertThat(out.toString().lines()).containsExactly("1 file matches no pattern", "x/ is no feed");
    }

    @Test
    void aChangedNumberIsNotNews() {
        notices.print(List.of("1 file matches no pattern"), line);
        notices.print(List.of("2 files match no pattern"), line);

        assertThat(out.toString().lines()).containsExactly("1 file matches no pattern");
    }
}
