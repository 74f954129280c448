package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.split.SplitPosition.State;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import dev.wherry.wire.format.SourceFault;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final SourceFault BROKEN = new SourceFault(SourceFault.Code.BAD_COMPRESSION, "broken");

    private static EventSplitter splitter(Splitting splitting) {
        return new EventSplitter(splitting.rule(), splitting.maxEventBytes());
    }

    private static MemoryContent content(String text) {
        return new MemoryContent(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Chunk read(Splitting splitting, Content content, boolean withTail) {
        EventSplitter splitter = splitter(splitting);
        return Splitting.read(
                splitter, content, splitter.start(SplitPosition.START), new Limits(100, 10_000, withTail, () -> false));
    }

    @Test
    void stopsAtTheLimits() {
        EventSplitter splitter = splitter(Splitting.lines());
        MemoryContent content = content("11\n22\n33\n44\n");
        Cursor start = splitter.start(SplitPosition.START);
        Chunk chunk = Splitting.read(splitter, content, start, new Limits(3, 100, false, () -> false));
        assertThat(chunk.events()).hasSize(3);
        assertThat(chunk.bytes()).isEqualTo(6);
        assertThat(chunk.isAtEnd()).isFalse();
        assertThat(chunk.cursor().position()).isEqualTo(new SplitPosition(9, 0, State.OUTSIDE));
        chunk = Splitting.read(splitter, content, start, new Limits(100, 3, false, () -> false));
        assertThat(chunk.events()).hasSize(2);
        chunk = Splitting.read(splitter, content, start, new Limits(100, 100, false, () -> true));
        assertThat(chunk.events()).hasSize(4);
    }

    @Test
    void looksAtTheTimeBetweenTheBuffersOfAnOversizeEvent() {
        AtomicInteger buffers = new AtomicInteger();
        EventSplitter splitter = new EventSplitter(Splitting.lines().rule(), 10, 100);
        MemoryContent content = content("x".repeat(10_000) + "\n1\n");
        Limits limits = new Limits(100, 100, false, () -> buffers.incrementAndGet() % 5 == 0);
        Cursor cursor = splitter.start(SplitPosition.START);
        Chunk chunk = Splitting.read(splitter, content, cursor, limits);
        assertThat(chunk.readTo()).isEqualTo(500);
        assertThat(chunk.cursor().position()).isEqualTo(SplitPosition.START);
        int reads = 1;
        while (chunk.events().isEmpty()) {
            chunk = Splitting.read(splitter, content, chunk.cursor(), limits);
            reads++;
        }
        assertThat(reads).isEqualTo(21);
        assertThat(Splitting.texts(chunk.events())).containsExactly("0 of 10000: xxxxxxxxxx", "10001: 1");
        assertThat(chunk.isTruncated()).isTrue();
    }

    @Test
    void givesTheSameForTheSameCursor() {
        EventSplitter splitter = new EventSplitter(Splitting.array().rule(), 10, 20);
        MemoryContent content = content("[1, " + "[".repeat(100) + "]".repeat(100) + ",2]");
        Limits limits = new Limits(1, 100, true, () -> true);
        Cursor cursor = splitter.start(SplitPosition.START);
        Chunk chunk;
        do {
            chunk = Splitting.read(splitter, content, cursor, limits);
            Chunk again = Splitting.read(splitter, content, cursor, limits);
            assertThat(Splitting.texts(again.events())).isEqualTo(Splitting.texts(chunk.events()));
            assertThat(again.cursor().position()).isEqualTo(chunk.cursor().position());
            cursor = chunk.cursor();
        } while (!chunk.isAtEnd());
        assertThat(cursor.position().offset()).isEqualTo(206);
    }

    @Test
    void aSingleArrayIsComplete() {
        assertThat(read(Splitting.array(), content("[1] \n"), false).isComplete())
                .isTrue();
        assertThat(read(Splitting.array(), content("[]"), false).isComplete()).isTrue();
        assertThat(read(Splitting.items("/a"), content("{\"a\":[1],\"b\":2}"), false)
                        .isComplete())
                .isTrue();
        assertThat(read(Splitting.array(), content("[1"), false).isComplete()).isFalse();
        assertThat(read(Splitting.items("/a"), content("{\"a\":[1],\"b\":2"), false)
                        .isComplete())
                .isFalse();
        assertThat(read(Splitting.array(), content("[1][2]"), true).isComplete())
                .isFalse();
        assertThat(read(Splitting.array(), content("{}"), true).isComplete()).isFalse();
        assertThat(read(Splitting.lines(), content("{}\n"), true).isComplete()).isFalse();
    }

    @Test
    void aSingleArrayIsCompleteAfterItsLastElementWasStored() {
        EventSplitter splitter = splitter(Splitting.array());
        MemoryContent content = content("[1,2]");
        Limits two = new Limits(2, 100, false, () -> false);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), two);
        assertThat(chunk.cursor().position()).isEqualTo(new SplitPosition(4, 0, State.IN_FIRST_ARRAY));
        chunk = Splitting.read(splitter, content, splitter.start(chunk.cursor().position()), two);
        assertThat(chunk.events()).isEmpty();
        assertThat(chunk.isComplete()).isTrue();
    }

    @Test
    void anyFileIsCompleteWhenItsContentHasEnded() {
        for (Splitting splitting : new Splitting[] {Splitting.lines(), Splitting.array(), Splitting.csv()}) {
            Chunk chunk = read(splitting, content("{} {}").ended(), false);
            assertThat(chunk.isComplete()).isTrue();
            assertThat(chunk.events()).isNotEmpty();
            assertThat(read(splitting, content("").ended(), false).isComplete()).isTrue();
            assertThat(read(splitting, content("{}\n\0\0").ended(), false).isComplete())
                    .isEqualTo(splitting.rule().format() != Format.DOCUMENT);
        }
    }

    @Test
    void waitsBeforeItTellsThatTheContentIsBroken() {
        Chunk chunk = read(Splitting.lines(), content("1\n2").broken(BROKEN), false);
        assertThat(Splitting.texts(chunk.events())).containsExactly("0: 1");
        assertThat(chunk.isComplete()).isFalse();
        chunk = read(Splitting.lines(), content("1\n2").broken(BROKEN), true);
        assertThat(Splitting.texts(chunk.events())).containsExactly("0: 1", "2: 2", "3:  <bad_compression: broken>");
        assertThat(chunk.isComplete()).isTrue();
        assertThat(chunk.cursor().position()).isEqualTo(new SplitPosition(3, 0, State.ENDED));
    }

    @Test
    void tellsThatTheContentIsBrokenForEachFormat() {
        assertThat(Splitting.texts(read(Splitting.array(), content("[1,{").broken(BROKEN), true)
                        .events()))
                .containsExactly("1: 1", "3: {", "4:  <bad_compression: broken>");
        assertThat(Splitting.texts(read(Splitting.array(), content("[1, ").broken(BROKEN), true)
                        .events()))
                .containsExactly("1: 1", "4:  <bad_compression: broken>");
        for (String text : new String[] {"", "a,a", "a,b\n"}) {
            Chunk chunk = read(Splitting.csvWithHeader(), content(text).broken(BROKEN), true);
            assertThat(chunk.events())
                    .hasSize(1)
                    .first()
                    .extracting(SplitEvent::fault)
                    .isEqualTo(BROKEN);
            assertThat(chunk.cursor().isEnded()).isTrue();
        }
        Chunk chunk = read(Splitting.csvWithHeader(), content("a,b\n1,\"").broken(BROKEN), true);
        assertThat(Splitting.texts(chunk.events()))
                .containsExactly("4 line 2: 1,\"", "7 line 2:  <bad_compression: broken>");
        assertThat(chunk.formatHeader()).isNotNull();
    }

    @Test
    void readsNothingAfterAFault() {
        EventSplitter splitter = splitter(Splitting.lines());
        Chunk chunk = Splitting.read(
                splitter,
                content("1\n"),
                splitter.start(new SplitPosition(0, 0, State.ENDED)),
                new Limits(1, 1, true, () -> false));
        assertThat(chunk.events()).isEmpty();
        assertThat(chunk.isAtEnd()).isTrue();
        assertThat(chunk.isComplete()).isTrue();
    }

    @Test
    void refusesDocuments() {
        FileRule documents = FileRule.of(Format.DOCUMENT, "*.json");
        assertThatThrownBy(() -> new EventSplitter(documents, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
