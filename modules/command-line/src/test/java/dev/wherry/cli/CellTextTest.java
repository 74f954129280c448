package dev.wherry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTextTest {
    @Test
    void shortensLongBytesAndShowsShortOnesWhole() {
        assertThat(CellText.of("{\"id\": 7}".repeat(200).getBytes(UTF_8))).isEqualTo("\\x7b226964… (1,800 bytes)");
        assertThat(CellText.of(new byte[] {0, 1, -1})).isEqualTo("\\x0001ff");
        assertThat(CellText.of(new byte[0])).isEqualTo("\\x");
    }

    @Test
    void countsTheColumnsOfATerminal() {
        assertThat(CellText.width("abc")).isEqualTo(3);
        assertThat(CellText.width("e\u0301")).isEqualTo(1);
        assertThat(CellText.width("山田")).isEqualTo(4);
        assertThat(CellText.width("ｱ")).isEqualTo(1);
        assertThat(CellText.width("🎉")).isEqualTo(2);
    }
}
