package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.CsvOptions;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import dev.wherry.wire.format.ValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvHeaderTest {
    private static final Splitting WITH_HEADER = Splitting.csvWithHeader();

    private static Chunk read(Splitting splitting, Content content) {
        EventSplitter splitter = new EventSplitter(splitting.rule(), splitting.maxEventBytes());
        return Splitting.read(splitter, content, splitter.start(SplitPosition.START), limits(true));
    }

    private static Limits limits(boolean withTail) {
        return new Limits(100, 100_000, withTail, () -> false);
    }

    private static MemoryContent content(String text) {
        return new MemoryContent(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> columns(Chunk chunk) {
        return ValueFormat.ofHeader(chunk.formatHeader()).csv().columns();
    }

    @Test
    void takesTheNamesFromTheHeader() {
        String text = "\n id ,\"a\"\"b\"\r\n1,2\n";
        assertThat(WITH_HEADER.textsEveryWay(text, false)).containsExactly("14 line 3: 1,2");
        assertThat(columns(read(WITH_HEADER, content(text)))).containsExactly(" id ", "a\"b");
    }

    @Test
    void skipsTheHeaderIfTheColumnsAreGiven() {
        Splitting given = Splitting.of(new FileRule(
                List.of("*"),
                Format.CSV,
                Encoding.UTF_8,
                "",
                new CsvOptions(true, List.of("x", "y"), new CsvDialect(';', '\'', List.of(), List.of(), List.of()))));
        String text = "a;a\n'\n;';2\n3;4";
        assertThat(given.textsEveryWay(text, false)).containsExactly("4 line 2: '\n;';2", "11 line 4: 3;4");
        assertThat(columns(read(given, content(text)))).containsExactly("x", "y");
    }

    @Test
    void refusesAFileWithEmptyOrDuplicateNames() {
        assertThat(WITH_HEADER.textsEveryWay("a,,b,a,\n1,2,3,4,5\n", false))
                .containsExactly("0 line 1: a,,b,a, <bad_header: the header row on line 1 does not name each column: "
                        + "columns 1 and 4 have the same name; the names of columns 2 and 5 are empty>");
        Chunk chunk = read(WITH_HEADER, content("\"\"\n1\n"));
        assertThat(chunk.events().get(0).fault().message()).endsWith("the name of column 1 is empty");
        assertThat(chunk.isComplete()).isTrue();
        assertThat(chunk.cursor().isEnded()).isTrue();
    }

    @Test
    void refusesAHeaderThatIsTooLong() {
        String header = "x".repeat(Splitting.MAX_EVENT_BYTES + 1);
        assertThat(WITH_HEADER.textsEveryWay(header + "\n1\n", false))
                .containsExactly("0 line 1 of 1001: " + header.substring(1)
                        + " <bad_header: the header row has 1001 bytes, which is more than the maximum of an event>");
    }

    @Test
    void refusesAHeaderInAnotherEncoding() {
        MemoryContent content = new MemoryContent("é\n1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(WITH_HEADER, content).events().get(0).fault().message())
                .isEqualTo("the header row is not valid utf-8; declare the file's encoding");
    }

    @Test
    void decodesTheHeader() {
        Splitting latin1 = WITH_HEADER.in(Encoding.LATIN_1);
        Chunk chunk = read(latin1, new MemoryContent("é\n1\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(columns(chunk)).containsExactly("é");
        assertThat(ValueFormat.ofHeader(chunk.formatHeader()).encoding()).isEqualTo(Encoding.LATIN_1);
        Splitting utf16 = WITH_HEADER.in(Encoding.UTF_16);
        chunk = read(utf16, new MemoryContent("\uFEFFé,Ċ\n1,2\n".getBytes(StandardCharsets.UTF_16BE)));
        assertThat(columns(chunk)).containsExactly("é", "Ċ");
        assertThat(ValueFormat.ofHeader(chunk.formatHeader()).encoding()).isEqualTo(Encoding.UTF_16BE);
        assertThat(Splitting.texts(chunk.events())).containsExactly("10 line 2: \0001\0,\0002");
    }

    @Test
    void takesNothingFromAHeaderAlone() {
        for (String text : List.of("", "a,b", "a,b\n", "a,b\r", "\uFEFFa,b\n\n")) {
            assertThat(WITH_HEADER.textsEveryWay(text, true)).isEmpty();
            Chunk chunk = read(WITH_HEADER, content(text).ended());
            assertThat(chunk.isComplete()).isTrue();
            assertThat(chunk.hasRest()).isFalse();
        }
    }

    @Test
    void readsAHeaderAgainThatHadNoLineEnd() {
        EventSplitter splitter = new EventSplitter(WITH_HEADER.rule(), 100);
        MemoryContent content = content("a,b,c\n1,2,3\n").show(3);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), limits(false));
        assertThat(chunk.isAtEnd()).isTrue();
        assertThat(chunk.hasRest()).isTrue();
        chunk = Splitting.read(splitter, content, chunk.cursor(), limits(true));
        assertThat(chunk.events()).isEmpty();
        assertThat(chunk.hasRest()).isFalse();
        chunk = Splitting.read(splitter, content.show(100), chunk.cursor(), limits(true));
        assertThat(columns(chunk)).containsExactly("a", "b", "c");
        assertThat(Splitting.texts(chunk.events())).containsExactly("6 line 2: 1,2,3");
    }
}
