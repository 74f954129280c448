package dev.wherry.source.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.LocalDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    @TempDir
    private Path directory;

    private static final int MAX_LINE = 300_000;

    /** Reads a whole file, a few lines at a time. */
    private static List<LineChunk.Line> read(Path file, int linesAtOnce, long bytesAtOnce) throws IOException {
        LineReader reader = new LineReader(new LocalDisk(), MAX_LINE);
        LineReader.Limits limits = new LineReader.Limits(linesAtOnce, bytesAtOnce, true, () -> false);
        List<LineChunk.Line> lines = new ArrayList<>();
        LineChunk chunk = new LineChunk(0, null);
        while (!chunk.isAtEnd()) {
            chunk = new LineChunk(chunk.position(), chunk.oversizeLine());
            reader.read(file, chunk, limits);
            lines.addAll(chunk.lines());
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void splitsAnyFileLikeASimpleImplementation(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            int length = random.nextInt(40) == 0 ? random.nextInt(2 * MAX_LINE) : random.nextInt(300);
            text.append(Character.toString('a' + i % 26).repeat(length));
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        text.append("tail");
        Path file = Files.writeString(directory.resolve("x.ndjson"), text);
        List<String> found = read(file, 1 + random.nextInt(100), 1 + random.nextInt(1_000_000)).stream()
                .map(line ->
                        line.offset() + " " + line.fullSize() + " " + new String(line.value(), StandardCharsets.UTF_8))
                .toList();
        assertThat(found).isEqualTo(splitSimply(text.toString()));
    }

    private static List<String> splitSimply(String text) {
        List<String> lines = new ArrayList<>();
        int offset = 0;
        for (String line : text.split("\n", -1)) {
            String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!bare.isEmpty()) {
                boolean cut = bare.length() > MAX_LINE;
                lines.add(offset + " " + (cut ? bare.length() : -1) + " " + (cut ? bare.substring(0, MAX_LINE) : bare));
            }
            offset += line.length() + 1;
        }
        return lines;
    }

    @Test
    void readsACarriageReturnAndItsLineFeedSeparately() throws IOException {
        // The buffer ends between them.
        String longLine = "x".repeat(MAX_LINE + 1);
        Path file = Files.writeString(directory.resolve("x.ndjson"), longLine + "\r\n[1]\n");
        assertThat(read(file, 100, 1_000_000).stream()
                        .map(LineChunk.Line::fullSize)
                        .toList())
                .containsExactly((long) MAX_LINE + 1, -1L);
    }
}
