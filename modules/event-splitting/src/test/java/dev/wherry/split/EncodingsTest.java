package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingsTest {
    /** Characters whose second byte in UTF-16 is a line feed, a quote, a comma or a bracket. */
    private static final String TRAPS = "\u010A\u0122\u022C\u015B\u5D5D\u0A0A\u7B7D\uD83D\uDE00é€";

    private static List<String> decoded(List<SplitEvent> events, Charset charset) {
        return events.stream()
                .map(event -> event.offset() + ": " + new String(event.value(), charset))
                .toList();
    }

    private static Charset charset(Encoding encoding) {
        return encoding == Encoding.UTF_16 ? StandardCharsets.UTF_16LE : encoding.charset();
    }

    private static String supported(Encoding encoding) {
        return charset(encoding).newEncoder().canEncode(TRAPS)
                ? TRAPS
                : encoding == Encoding.LATIN_1 ? "é\u0085" : "é€";
    }

    private static List<String> split(Splitting splitting, Encoding encoding, String text) {
        Charset charset = charset(encoding);
        List<SplitEvent> events = splitting.in(encoding).everyWay(text.getBytes(charset), false);
        events.forEach(event -> assertThat(event.fault()).isNull());
        return decoded(events, charset);
    }

    @ParameterizedTest
    @EnumSource
    void splitsLines(Encoding encoding) {
        String traps = supported(encoding);
        int unit = encoding.unitBytes();
        assertThat(split(Splitting.lines(), encoding, traps + "\r\n1\n" + traps))
                .containsExactly(
                        "0: " + traps,
                        bytes(encoding, traps) + 2 * unit + ": 1",
                        bytes(encoding, traps) + 4 * unit + ": " + traps);
    }

    private static int bytes(Encoding encoding, String text) {
        return text.getBytes(charset(encoding)).length;
    }

    @ParameterizedTest
    @EnumSource
    void splitsRows(Encoding encoding) {
        String row = "1,\"" + supported(encoding) + "\n\"";
        assertThat(split(Splitting.csv(), encoding, row + "\r\n2"))
                .containsExactly("0: " + row, bytes(encoding, row + "\r\n") + ": 2");
    }

    @ParameterizedTest
    @EnumSource
    void splitsArrays(Encoding encoding) {
        String element = "{\"" + supported(encoding) + "\":[1]}";
        String before = "{\"" + supported(encoding) + "\":[";
        assertThat(split(Splitting.array(), encoding, "[" + element + ",2]"))
                .containsExactly(bytes(encoding, "[") + ": " + element, bytes(encoding, "[" + element + ",") + ": 2");
        assertThat(split(Splitting.items("/" + supported(encoding)), encoding, before + "1]}"))
                .containsExactly(bytes(encoding, before) + ": 1");
    }

    @Test
    void skipsByteOrderMarks() {
        String text = "\uFEFF[1]";
        assertThat(first(Encoding.UTF_8, text.getBytes(StandardCharsets.UTF_8))).isEqualTo("3 utf-8");
        assertThat(first(Encoding.UTF_16, text.getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("2 utf-16le");
        assertThat(first(Encoding.UTF_16, text.getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo("2 utf-16be");
        assertThat(first(Encoding.UTF_16, "[1]".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("0 utf-16le");
        assertThat(first(Encoding.UTF_16BE, text.getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo("2 utf-16be");
        assertThat(first(Encoding.LATIN_1, "[1]".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("0 latin-1");
    }

    private static String first(Encoding encoding, byte[] bytes) {
        Splitting splitting = Splitting.lines().in(encoding);
        assertThat(splitting.everyWay(bytes, false)).hasSize(1);
        EventSplitter splitter = new EventSplitter(splitting.rule(), 100);
        Chunk chunk = Splitting.read(
                splitter,
                new MemoryContent(bytes),
                splitter.start(SplitPosition.START),
                new Limits(1, 1, true, () -> false));
        Encoding found = chunk.formatHeader() == null
                ? Encoding.UTF_8
                : ValueFormat.ofHeader(chunk.formatHeader()).encoding();
        return chunk.events().get(0).offset() + " " + found.label();
    }

    @Test
    void takesAnOddLastByteAsPartOfAnIncompleteEvent() {
        byte[] bytes = {'1', 0, '\n', 0, '2', 0, '3'};
        assertThat(Splitting.texts(Splitting.lines().in(Encoding.UTF_16LE).everyWay(bytes, false)))
                .containsExactly("0: 1\0", "4: 2\0003");
        assertThat(Splitting.texts(Splitting.array().in(Encoding.UTF_16LE).everyWay(new byte[] {'1', 0, '2'}, false)))
                .containsExactly("0: 1\0002 <bad_array: at byte 3: the file ends within a document>");
    }

    @Test
    void staysAlignedAfterAnOddLastByte() {
        byte[] bytes = {'1', 0, '2', 0, '3', 0, '\n', 0, '4', 0, '\n', 0};
        EventSplitter splitter =
                new EventSplitter(Splitting.lines().in(Encoding.UTF_16LE).rule(), 100);
        Limits limits = new Limits(10, 100, true, () -> false);
        MemoryContent content = new MemoryContent(bytes).show(3);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), limits);
        chunk = Splitting.read(splitter, content.show(100), chunk.cursor(), limits);
        assertThat(Splitting.texts(chunk.events())).containsExactly("4: 3\0", "8: 4\0");
    }

    @Test
    void truncatesAtACharacter() {
        byte[] bytes = "12345\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Splitting.texts(Splitting.lines()
                        .withMaximum(5)
                        .in(Encoding.UTF_16LE)
                        .withMaximum(5)
                        .everyWay(bytes, false)))
                .containsExactly("0 of 10: 1\0002\0");
    }
}
