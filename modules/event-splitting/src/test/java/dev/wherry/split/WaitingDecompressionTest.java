package dev.wherry.split;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.format.FileRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A compressed content whose bytes come from far away: reads end early, and go on where they ended. */
class WaitingDecompressionTest {
    private static final int CONTENT_BYTES = 6_000_000;

    /** Fails to have its next bytes now and then. */
    private static final class WaitingSource implements CompressedSource {
        private final byte[] bytes;
        private final Random random;
        private int opened;
        private boolean waited;

        WaitingSource(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public InputStream open() {
            opened++;
            return new ContentInputStream((position, target) -> {
                if (!waited && random.nextInt(3) == 0) {
                    waited = true;
                    throw new NotLoadedException();
                }
                waited = false;
                int count = (int) Math.min(1 + random.nextInt(30_000), bytes.length - position);
                count = Math.min(count, target.remaining());
                target.put(bytes, (int) position, count);
                return count;
            });
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 900",
        "10000, 9000",
        "10000, 20000",
        "200000, 190000",
        "300000, 299999",
        "1000000, 300000",
        "1000000, 999999",
        "1000000, 1500000",
        "1000001, 1000001",
        "3000000, 2900000",
    })
    void decompressesOnceWhateverTheSizesOfEvents(int maxEventBytes, int largestEvent) throws IOException {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<String> lines = lines(random, largestEvent);
            WaitingSource source = new WaitingSource(gzip(lines), random);
            DecompressedContent content =
                    new DecompressedContent(Compression.GZIP, source, maxEventBytes, ExpansionLimit.DEFAULT);

            List<Long> sizes = sizes(content, maxEventBytes);

            assertThat(sizes)
                    .as("seed " + seed)
                    .containsExactlyElementsOf(
                            lines.stream().map(line -> (long) line.length()).toList());
            assertThat(source.opened).as("seed " + seed).isEqualTo(1);
        }
    }

    private static List<Long> sizes(DecompressedContent content, int maxEventBytes) throws IOException {
        EventSplitter splitter = new EventSplitter(FileRule.DEFAULTS.get(1), maxEventBytes);
        Cursor cursor = splitter.start(SplitPosition.START);
        List<Long> sizes = new ArrayList<>();
        while (true) {
            try {
                Chunk chunk = splitter.read(content, cursor, new Limits(100, 1_000_000, false, () -> false));
                chunk.events()
                        .forEach(event -> sizes.add(event.isTruncated() ? event.fullSize() : event.value().length));
                cursor = chunk.cursor();
                if (chunk.isAtEnd() && chunk.isComplete()) {
                    return sizes;
                }
            } catch (NotLoadedException later) {
                // the next read goes on
            }
        }
    }

    private static List<String> lines(Random random, int largest) {
        List<String> lines = new ArrayList<>();
        for (int bytes = 0;
                bytes < CONTENT_BYTES;
                bytes += lines.get(lines.size() - 1).length() + 1) {
            int length = random.nextInt(10) == 0 ? largest : 1 + random.nextInt(Math.min(largest, 20_000));
            lines.add(Character.toString('a' + random.nextInt(26)).repeat(length));
        }
        return lines;
    }

    private static byte[] gzip(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(US_ASCII));
            }
        }
        return bytes.toByteArray();
    }
}
