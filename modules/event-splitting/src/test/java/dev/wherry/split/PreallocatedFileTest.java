package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreallocatedFileTest {
    private static final Limits WITH_TAIL = new Limits(100, 10_000, true, () -> false);

    private final byte[] bytes = new byte[1000];
    private int reads;
    private IntConsumer beforeRead = read -> {};

    private final Content content = new Content() {
        @Override
        public int read(long position, ByteBuffer target) {
            beforeRead.accept(reads++);
            int count = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
            target.put(bytes, (int) Math.min(position, bytes.length), count);
            return count;
        }
    };

    private void write(int position, String text) {
        byte[] written = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(written, 0, bytes, position, written.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 10_000})
    void staysBeforeTheNulsAtTheEnd(int windowBytes) {
        EventSplitter splitter = new EventSplitter(Splitting.lines().rule(), 100, windowBytes);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), WITH_TAIL);
        assertThat(chunk.events()).isEmpty();
        assertThat(chunk.isAtEnd()).isTrue();
        assertThat(chunk.hasRest()).isFalse();
        assertThat(chunk.cursor().position()).isEqualTo(SplitPosition.START);
        write(0, "1\n2");
        chunk = Splitting.read(splitter, content, chunk.cursor(), new Limits(100, 10_000, false, () -> false));
        assertThat(Splitting.texts(chunk.events())).containsExactly("0: 1");
        assertThat(chunk.hasRest()).isTrue();
        write(3, "3\n");
        chunk = Splitting.read(splitter, content, chunk.cursor(), WITH_TAIL);
        assertThat(Splitting.texts(chunk.events())).containsExactly("2: 23");
        assertThat(chunk.cursor().position().offset()).isEqualTo(5);
        assertThat(chunk.hasRest()).isFalse();
        write(5, "4");
        chunk = Splitting.read(splitter, content, chunk.cursor(), WITH_TAIL);
        assertThat(Splitting.texts(chunk.events())).containsExactly("5: 4");
        assertThat(chunk.cursor().position().offset()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 10_000})
    void takesDataBehindNuls(int windowBytes) {
        write(998, "1\n");
        EventSplitter splitter = new EventSplitter(Splitting.csv().rule(), 100, windowBytes);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), WITH_TAIL);
        assertThat(Splitting.texts(chunk.events())).containsExactly("998 line 1: 1");
    }

    /** The pages of a file are not read at one moment: the first ones may be older than the last ones. */
    @ParameterizedTest
    @ValueSource(ints = {16, 100, 10_000})
    void losesNothingThatIsWrittenDuringTheRead(int windowBytes) {
        EventSplitter splitter = new EventSplitter(Splitting.lines().rule(), 100, windowBytes);
        for (int written = 0; written < 200; written++) {
            int during = written;
            Arrays.fill(bytes, (byte) 0);
            write(0, "1\n");
            reads = 0;
            beforeRead = read -> {
                if (read == during) {
                    write(2, "2".repeat(597) + "\n");
                    write(600, "3\n");
                }
            };
            Cursor cursor = splitter.start(SplitPosition.START);
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Chunk chunk = Splitting.read(splitter, content, cursor, WITH_TAIL);
                events.addAll(Splitting.texts(chunk.events()));
                cursor = chunk.cursor();
            }
            while (reads <= during) {
                beforeRead.accept(reads++);
            }
            events.addAll(Splitting.texts(
                    Splitting.read(splitter, content, cursor, WITH_TAIL).events()));
            assertThat(events)
                    .as("written before read %s", during)
                    .containsExactly("0: 1", "2 of 597: " + "2".repeat(100), "600: 3");
        }
    }

    @Test
    void doesNotSearchTheSameNulsForDataAgain() {
        byte[] before = bytes.clone();
        EventSplitter splitter = new EventSplitter(Splitting.lines().rule(), 100, 16);
        Chunk chunk = Splitting.read(splitter, content, splitter.start(SplitPosition.START), WITH_TAIL);
        assertThat(bytes).isEqualTo(before);
        int readsAtFirst = reads;
        reads = 0;
        write(0, "1\n");
        chunk = Splitting.read(splitter, content, chunk.cursor(), WITH_TAIL);
        assertThat(chunk.events()).hasSize(1);
        assertThat(readsAtFirst).isGreaterThan(60);
        assertThat(reads).isLessThan(10);
        Arrays.fill(bytes, (byte) 'x');
        chunk = Splitting.read(splitter, content, chunk.cursor(), WITH_TAIL);
        assertThat(Splitting.texts(chunk.events())).containsExactly("2 of 998: " + "x".repeat(100));
    }
}
