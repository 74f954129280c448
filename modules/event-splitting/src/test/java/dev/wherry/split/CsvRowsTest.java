package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static List<String> split(String text) {
        assertThat(Splitting.csv().textsEveryWay(text, true))
                .isEqualTo(Splitting.csv().textsEveryWay(text, false));
        return Splitting.csv().textsEveryWay(text, false);
    }

    @Test
    void splitsAtEveryKindOfLineEnd() {
        assertThat(split("a,b\nc\r\nd\re"))
                .containsExactly("0 line 1: a,b", "4 line 2: c", "7 line 3: d", "9 line 4: e");
    }

    @Test
    void keepsLineEndsWithinQuotes() {
        assertThat(split("1,\"a\r\nb\rc\nd\"\r2\n")).containsExactly("0 line 1: 1,\"a\r\nb\rc\nd\"", "13 line 5: 2");
    }

    @Test
    void opensQuotesAtTheStartOfACellOnly() {
        assertThat(split("a\"b\n\"c\"\"d\n\"x\ny\"z\nw,\"\n\"\n"))
                .containsExactly("0 line 1: a\"b", "4 line 2: \"c\"\"d\n\"x", "13 line 4: y\"z", "17 line 5: w,\"\n\"");
    }

    @Test
    void skipsEmptyLines() {
        assertThat(split("\n\r\n\r\n1\n\n\"\"\n ,\n"))
                .containsExactly("5 line 4: 1", "8 line 6: \"\"", "11 line 7:  ,");
    }

    @Test
    void skipsNulsAtTheStartOfARow() {
        assertThat(split("1\n\0\0\"\n\"\n\0\n3\n\0\0"))
                .containsExactly("0 line 1: 1", "4 line 2: \"\n\"", "10 line 5: 3");
    }

    @Test
    void takesARowWhoseQuoteIsNeverClosed() {
        assertThat(split("1\n\"a\nb\n")).containsExactly("0 line 1: 1", "2 line 2: \"a\nb\n");
    }

    @Test
    void truncatesARowWhoseQuoteIsNeverClosed() {
        String open = "\"" + "x\n".repeat(2000);
        assertThat(split("1\n" + open)).containsExactly("0 line 1: 1", "2 line 2 of 4001: " + open.substring(0, 1000));
    }

    @Test
    void truncatesLongRows() {
        String row = "x".repeat(Splitting.MAX_EVENT_BYTES);
        assertThat(split(row + "\r\n" + row + "y\r" + row + "\"\n1\n"))
                .containsExactly(
                        "0 line 1: " + row,
                        "1002 line 2 of 1001: " + row,
                        "2004 line 3 of 1001: " + row,
                        "3006 line 4: 1");
    }
}
