package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.format.CsvOptions;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a content in every way that should make no difference.
 *
 * @param maxEventBytes as in {@link EventSplitter}
 */
record Splitting(FileRule rule, int maxEventBytes) {
    private static final int LARGE_WINDOW = 64 * 1024;
    static final int MAX_EVENT_BYTES = 1000;

    static Splitting lines() {
        return of(FileRule.of(Format.LINES, "*"));
    }

    static Splitting array() {
        return of(FileRule.of(Format.ARRAY, "*"));
    }

    static Splitting items(String pointer) {
        return of(new FileRule(List.of("*"), Format.ARRAY, Encoding.UTF_8, pointer, CsvOptions.DEFAULT));
    }

    /** Without a header row. */
    static Splitting csv() {
        return of(rule(new CsvOptions(false, List.of("a", "b"), CsvOptions.DEFAULT.dialect())));
    }

    static Splitting csvWithHeader() {
        return of(rule(CsvOptions.DEFAULT));
    }

    private static FileRule rule(CsvOptions csv) {
        return new FileRule(List.of("*"), Format.CSV, Encoding.UTF_8, "", csv);
    }

    static Splitting of(FileRule rule) {
        return new Splitting(rule, MAX_EVENT_BYTES);
    }

    Splitting in(Encoding encoding) {
        return of(new FileRule(rule.names(), rule.format(), encoding, rule.items(), rule.csv()));
    }

    Splitting withMaximum(int newMaxEventBytes) {
        return new Splitting(rule, newMaxEventBytes);
    }

    /**
     * How to read.
     *
     * @param growth how many more bytes are visible after each read that reached the end
     * @param resumed whether only the stored position is kept between two reads
     */
    record Way(int windowBytes, int eventsAtOnce, int growth, boolean resumed) {
        static final Way AT_ONCE = new Way(LARGE_WINDOW, Integer.MAX_VALUE, Integer.MAX_VALUE, false);
    }

    /** What each way has to give. */
    List<SplitEvent> everyWay(byte[] bytes, boolean ended) {
        List<SplitEvent> expected = split(bytes, ended, Way.AT_ONCE);
        boolean small = bytes.length < 300;
        for (int windowBytes : small ? new int[] {2, 4, 6, 10, 34, LARGE_WINDOW} : new int[] {34, 500, LARGE_WINDOW}) {
            for (int growth : small ? new int[] {1, 2, 3, 7, Integer.MAX_VALUE} : new int[] {47, Integer.MAX_VALUE}) {
                for (boolean resumed : new boolean[] {false, true}) {
                    Way way = new Way(windowBytes, 1 + (windowBytes + growth & 1), growth, resumed);
                    assertThat(texts(split(bytes, ended, way))).as("%s", way).isEqualTo(texts(expected));
                }
            }
        }
        return expected;
    }

    List<SplitEvent> split(byte[] bytes, boolean ended, Way way) {
        MemoryContent content = new MemoryContent(bytes).show(way.growth());
        return split(ended ? content.ended() : content, way);
    }

    List<SplitEvent> split(MemoryContent content, Way way) {
        EventSplitter splitter = new EventSplitter(rule, maxEventBytes, way.windowBytes());
        List<SplitEvent> events = new ArrayList<>();
        Cursor cursor = splitter.start(SplitPosition.START);
        Chunk chunk;
        int reads = 0;
        do {
            assertThat(reads++).as("reads").isLessThan(100_000);
            chunk = read(
                    splitter,
                    content,
                    cursor,
                    new Limits(way.eventsAtOnce(), Long.MAX_VALUE, content.isVisible(), () -> false));
            events.addAll(chunk.events());
            boolean goOn = !chunk.isAtEnd() || !content.isVisible();
            if (chunk.isAtEnd() && goOn) {
                content.show(content.visible() + way.growth());
            }
            cursor = way.resumed() && oversizeIsOver(chunk)
                    ? splitter.start(chunk.cursor().position())
                    : chunk.cursor();
            if (!goOn) {
                assertThat(chunk.hasRest()).isFalse();
                return events;
            }
        } while (true);
    }

    /** Resuming an event that needs several reads would never end. */
    private static boolean oversizeIsOver(Chunk chunk) {
        return !chunk.events().isEmpty() || chunk.isAtEnd();
    }

    static Chunk read(EventSplitter splitter, Content content, Cursor cursor, Limits limits) {
        try {
            return splitter.read(content, cursor, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> texts(List<SplitEvent> events) {
        return events.stream().map(Splitting::text).toList();
    }

    /** Everything of an event, in one line. */
    static String text(SplitEvent event) {
        return event.offset() + (event.line() == 0 ? "" : " line " + event.line())
                + (event.isTruncated() ? " of " + event.fullSize() : "") + ": " + value(event)
                + (event.fault() == null ? "" : " <" + event.fault().toHeader() + ">");
    }

    static String value(SplitEvent event) {
        return new String(event.value(), StandardCharsets.ISO_8859_1);
    }

    List<String> textsEveryWay(String text, boolean ended) {
        return texts(everyWay(text.getBytes(StandardCharsets.UTF_8), ended));
    }
}
