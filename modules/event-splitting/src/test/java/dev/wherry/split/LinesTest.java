package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static List<String> split(String text) {
        assertThat(Splitting.lines().textsEveryWay(text, true))
                .isEqualTo(Splitting.lines().textsEveryWay(text, false));
        return Splitting.lines().textsEveryWay(text, false);
    }

    @Test
    void splitsAtLineFeeds() {
        assertThat(split("{}\n[1]\r\n 3\n")).containsExactly("0: {}", "3: [1]", "8:  3");
    }

    @Test
    void skipsBlankLines() {
        assertThat(split("\n\r\n \t\r\n{}\n \n")).containsExactly("7: {}");
    }

    @Test
    void takesALastLineWithoutALineEnd() {
        assertThat(split("1\n2")).containsExactly("0: 1", "2: 2");
    }

    @Test
    void keepsCarriageReturnsWithinALine() {
        assertThat(split("a\rb\r\r\nc")).containsExactly("0: a\rb\r", "6: c");
    }

    @Test
    void skipsNulsAtTheStartOfALine() {
        assertThat(split("1\n\0\0\0{}\n\0\0\n2\n")).containsExactly("0: 1", "5: {}", "11: 2");
    }

    @Test
    void keepsNulsWithinALine() {
        assertThat(split("1\0\0\0002\n\0")).containsExactly("0: 1\0\0\0002");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(split("\uFEFF{}\n")).containsExactly("3: {}");
    }

    @Test
    void truncatesLongLines() {
        String line = "x".repeat(Splitting.MAX_EVENT_BYTES);
        assertThat(split(line + "\r\n" + line + "y\r\n" + line + "yz\r\n1\n"))
                .containsExactly("0: " + line, "1002 of 1001: " + line, "2005 of 1002: " + line, "3009: 1");
    }
}
