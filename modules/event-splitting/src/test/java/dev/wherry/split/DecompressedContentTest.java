package dev.wherry.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.wire.format.SourceFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DecompressedContentTest {
    private static final byte[] TEXT = text(300_000);
    private static final byte[] SHORT = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);

    /** Numbers that compress, but not too well. */
    private static byte[] text(int size) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append("{\"number\": ").append(random.nextInt()).append("}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFault(Content content, byte[] expected, String message) throws IOException {
        assertThat(Compressed.readAll(content, 1000)).isEqualTo(expected);
        assertThat(content.hasEnded()).isFalse();
        assertThat(content.fault()).isEqualTo(new SourceFault(SourceFault.Code.BAD_COMPRESSION, message));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void decompresses(Compression compression) throws IOException {
        for (byte[] bytes : new byte[][] {{}, SHORT, TEXT}) {
            byte[] compressed = Compressed.compress(compression, bytes);
            for (int step : new int[] {1, 1000, 1 << 20}) {
                if (step > 1 || bytes.length < 1000) {
                    try (DecompressedContent content = Compressed.content(compression, compressed)) {
                        assertThat(Compressed.readAll(content, step)).isEqualTo(bytes);
                        assertThat(content.hasEnded()).isTrue();
                        assertThat(content.fault()).isNull();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void decompressesConcatenatedStreams(Compression compression) throws IOException {
        byte[] empty = Compressed.compress(compression, new byte[0]);
        byte[] one = Compressed.compress(compression, SHORT);
        byte[] two = Compressed.compress(compression, TEXT);
        try (DecompressedContent content = Compressed.content(compression, Compressed.concat(one, empty, two, one))) {
            assertThat(Compressed.readAll(content, 10_000)).isEqualTo(Compressed.concat(SHORT, TEXT, SHORT));
            assertThat(content.hasEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void tellsThatAFileIsTruncated(Compression compression) throws IOException {
        byte[] first = Compressed.compress(compression, SHORT);
        byte[] whole = Compressed.concat(first, first);
        for (int size = 1; size < whole.length; size++) {
            try (DecompressedContent content = Compressed.content(compression, Arrays.copyOf(whole, size))) {
                byte[] read = Compressed.readAll(content, 10);
                if (size == first.length) {
                    assertThat(content.hasEnded()).isTrue();
                    assertThat(read).isEqualTo(SHORT);
                    continue;
                }
                assertThat(content.hasEnded()).isFalse();
                assertThat(content.fault().message())
                        .isEqualTo(
                                size > first.length && size < first.length + 4
                                        ? trailing(compression, first, size - first.length)
                                        : "the " + label(compression) + " file is truncated: it ends after " + size
                                                + " bytes within a stream");
                if (size > first.length) {
                    assertThat(read).startsWith(SHORT);
                }
            }
        }
    }

    private static String label(Compression compression) {
        return compression == Compression.GZIP ? "gzip" : "zstd";
    }

    private static String trailing(Compression compression, byte[] first, int count) {
        return count + (count == 1 ? " byte follows" : " bytes follow") + " the " + label(compression)
                + " stream that ends at byte " + first.length + " of the compressed file, and no stream starts there";
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void tellsThatBytesFollow(Compression compression) throws IOException {
        byte[] first = Compressed.compress(compression, SHORT);
        for (int count : new int[] {1, 3, 5, 100_000}) {
            byte[] bytes = Compressed.concat(first, new byte[count]);
            assertFault(Compressed.content(compression, bytes), SHORT, trailing(compression, first, count));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void tellsThatAFileIsNotCompressed(Compression compression) throws IOException {
        assertFault(
                Compressed.content(compression, TEXT),
                new byte[0],
                "the content is not in the format " + label(compression) + ", which the file's name says");
        assertFault(
                Compressed.content(compression, new byte[0]),
                new byte[0],
                "the file is empty, so it is no " + label(compression) + " file");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void tellsThatAFileIsCorrupt(Compression compression) throws IOException {
        byte[] bytes =
                Compressed.concat(Compressed.compress(compression, TEXT), Compressed.compress(compression, TEXT));
        int start = bytes.length / 2;
        for (int at : new int[] {start + 30, start + 5000, bytes.length - 1}) {
            byte[] corrupt = bytes.clone();
            corrupt[at] ^= 0x55;
            try (DecompressedContent content = Compressed.content(compression, corrupt)) {
                assertThat(Compressed.readAll(content, 1000)).startsWith(TEXT);
                assertThat(content.hasEnded()).isFalse();
                assertThat(content.fault().code()).isEqualTo(SourceFault.Code.BAD_COMPRESSION);
                assertThat(content.fault().message())
                        .startsWith("the " + label(compression) + " stream that starts at byte " + start
                                + " of the compressed file is corrupt: ");
            }
        }
    }

    @Test
    void tellsAWrongChecksumAndSizeOfGzip() throws IOException {
        byte[] bytes = Compressed.compress(Compression.GZIP, TEXT);
        bytes[bytes.length - 1] ^= 1;
        String message = "the gzip stream that starts at byte 0 of the compressed file is corrupt: ";
        assertFault(Compressed.content(Compression.GZIP, bytes), TEXT, message + "its size is wrong");
        bytes[bytes.length - 8] ^= 1;
        assertFault(Compressed.content(Compression.GZIP, bytes), TEXT, message + "its checksum is wrong");
    }

    @Test
    void readsEveryFieldOfAGzipHeader() throws IOException {
        for (int flags = 0; flags < 32; flags++) {
            byte[] member = member(flags);
            byte[] bytes = Compressed.concat(member, member);
            try (DecompressedContent content = Compressed.content(Compression.GZIP, bytes)) {
                assertThat(Compressed.readAll(content, 3)).isEqualTo(Compressed.concat(SHORT, SHORT));
                assertThat(content.hasEnded()).isTrue();
            }
        }
    }

    private static byte[] member(int flags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
        if ((flags & 4) != 0) {
            out.writeBytes(new byte[] {2, 1});
            out.writeBytes(new byte[258]);
        }
        if ((flags & 8) != 0) {
            out.writeBytes("name\0".getBytes(StandardCharsets.US_ASCII));
        }
        if ((flags & 16) != 0) {
            out.writeBytes("\0".getBytes(StandardCharsets.US_ASCII));
        }
        if ((flags & 2) != 0) {
            out.writeBytes(new byte[2]);
        }
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(SHORT);
        deflater.finish();
        byte[] deflated = new byte[100];
        out.write(deflated, 0, deflater.deflate(deflated));
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(SHORT);
        long trailer = crc.getValue() | (long) SHORT.length << 32;
        for (int i = 0; i < 8; i++) {
            out.write((int) (trailer >>> (8 * i)));
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void boundsTheExpansion(Compression compression) throws IOException {
        byte[] compressed = Compressed.compress(compression, new byte[10_000_000]);
        CompressedSource source = Compressed.source(compressed);
        for (int step : new int[] {1000, 999_983, 20_000_000}) {
            long ratio = 10;
            long max = Math.max(100_000, ratio * compressed.length);
            try (DecompressedContent content =
                    new DecompressedContent(compression, source, 1000, new ExpansionLimit(ratio, 100_000))) {
                assertThat(Compressed.readAll(content, step)).hasSize((int) max);
                assertThat(content.fault())
                        .isEqualTo(new SourceFault(
                                SourceFault.Code.OVERSIZE,
                                "the file of " + compressed.length + " bytes expands to more than " + max
                                        + " bytes, which is the maximum for its size"));
            }
            try (DecompressedContent content =
                    new DecompressedContent(compression, source, 1000, new ExpansionLimit(1, 10_000_000))) {
                assertThat(Compressed.readAll(content, step)).hasSize(10_000_000);
                assertThat(content.hasEnded()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void readsAnywhere(Compression compression) throws IOException {
        Opened source = new Opened(Compressed.compress(compression, TEXT));
        Random random = new Random(2);
        try (DecompressedContent content = new DecompressedContent(compression, source, 1000, ExpansionLimit.DEFAULT)) {
            for (int i = 0; i < 200; i++) {
                int position = random.nextInt(TEXT.length + 1000);
                byte[] bytes = new byte[random.nextInt(50_000)];
                int read = content.read(position, ByteBuffer.wrap(bytes));
                assertThat(read).isEqualTo(Math.max(0, Math.min(bytes.length, TEXT.length - position)));
                assertThat(Arrays.copyOf(bytes, read))
                        .isEqualTo(Arrays.copyOfRange(
                                TEXT, Math.min(position, TEXT.length), Math.min(position, TEXT.length) + read));
            }
        }
        assertThat(source.opened).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void decompressesEachByteOnceWhileASplitterReads(Compression compression) throws IOException {
        byte[] text = Compressed.concat(
                "[".getBytes(StandardCharsets.UTF_8),
                "12345678,".repeat(300_000).getBytes(StandardCharsets.UTF_8),
                "1]".getBytes(StandardCharsets.UTF_8));
        Opened source = new Opened(Compressed.compress(compression, text));
        Splitting array = Splitting.array();
        EventSplitter splitter = new EventSplitter(array.rule(), 1000);
        try (DecompressedContent content = new DecompressedContent(compression, source, 1000, ExpansionLimit.DEFAULT)) {
            Cursor cursor = splitter.start(SplitPosition.START);
            long events = 0;
            Chunk chunk;
            do {
                chunk = splitter.read(content, cursor, new Limits(777, 100_000, false, () -> false));
                events += chunk.events().size();
                cursor = chunk.cursor();
            } while (!chunk.isComplete());
            assertThat(events).isEqualTo(300_001);
        }
        assertThat(source.opened).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void continuesWhenTheFileGrows(Compression compression) throws IOException {
        byte[] bytes = Compressed.compress(compression, TEXT);
        MemoryContent file = new MemoryContent(bytes).show(0);
        CompressedSource source = new CompressedSource() {
            @Override
            public InputStream open() {
                return new InputStream() {
                    private long position;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int size) {
                        int read = file.read(position, ByteBuffer.wrap(target, offset, size));
                        position += read;
                        return read == 0 ? -1 : read;
                    }
                };
            }

            @Override
            public long size() {
                return file.visible();
            }
        };
        try (DecompressedContent content = new DecompressedContent(compression, source, 1000, ExpansionLimit.DEFAULT)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[10_000];
            while (!content.hasEnded()) {
                assertThat(all.size()).isLessThanOrEqualTo(TEXT.length);
                int read = content.read(all.size(), ByteBuffer.wrap(buffer));
                all.write(buffer, 0, read);
                if (read < buffer.length && !file.isVisible()) {
                    assertThat(content.fault()).isNotNull();
                    file.show(file.visible() + 1777);
                }
            }
            assertThat(all.toByteArray()).isEqualTo(TEXT);
        }
    }

    @Test
    void startsOverAfterAnErrorOfTheDisk() throws IOException {
        Opened source = new Opened(Compressed.compress(Compression.GZIP, TEXT));
        source.failAfter = 40_000;
        try (DecompressedContent content =
                new DecompressedContent(Compression.GZIP, source, 1000, ExpansionLimit.DEFAULT)) {
            byte[] bytes = new byte[TEXT.length];
            assertThatThrownBy(() -> content.read(0, ByteBuffer.wrap(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk");
            source.failAfter = Long.MAX_VALUE;
            assertThat(content.read(100, ByteBuffer.wrap(bytes))).isEqualTo(TEXT.length - 100);
            assertThat(Arrays.copyOf(bytes, 1000)).isEqualTo(Arrays.copyOfRange(TEXT, 100, 1100));
        }
    }

    @Test
    void readsAWholeDocument() throws IOException {
        byte[] compressed = Compressed.compress(Compression.ZSTD, TEXT);
        for (int max : new int[] {0, 10, 70_000, TEXT.length - 1, TEXT.length, 1 << 20, Integer.MAX_VALUE - 1}) {
            try (DecompressedContent content = Compressed.content(Compression.ZSTD, compressed)) {
                assertThat(content.readWhole(max)).isEqualTo(Arrays.copyOf(TEXT, Math.min(TEXT.length, max + 1)));
            }
        }
    }

    @Test
    void namesSayHowAFileIsCompressed() {
        assertThat(Compression.ofName("a.json.GZ")).isEqualTo(Compression.GZIP);
        assertThat(Compression.ofName("a.zst")).isEqualTo(Compression.ZSTD);
        assertThat(Compression.ofName("gz")).isEqualTo(Compression.NONE);
        assertThat(Compression.strip("a.json.Gz")).isEqualTo("a.json");
        assertThat(Compression.strip("a.json")).isEqualTo("a.json");
    }

    /** Counts how often the file is opened. */
    private static final class Opened implements CompressedSource {
        private final byte[] bytes;
        private int opened;
        private long failAfter = Long.MAX_VALUE;

        Opened(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            opened++;
            return new ByteArrayInputStream(bytes) {
                @Override
                public int read(byte[] target) throws IOException {
                    if (pos > failAfter) {
                        throw new IOException("disk");
                    }
                    return super.read(target, 0, Math.min(target.length, 30_000));
                }
            };
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }
}
