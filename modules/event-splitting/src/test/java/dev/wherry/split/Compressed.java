package dev.wherry.split;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Compressed bytes in memory, and how to read them. */
final class Compressed {
    private Compressed() {}

    static byte[] compress(Compression compression, byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compression == Compression.GZIP
                ? new GZIPOutputStream(compressed)
                : new ZstdOutputStream(compressed).setChecksum(true)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    static CompressedSource source(byte[] bytes) {
        return new CompressedSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long size() {
                return bytes.length;
            }
        };
    }

    static DecompressedContent content(Compression compression, byte[] bytes) {
        return new DecompressedContent(compression, source(bytes), 1000, ExpansionLimit.DEFAULT);
    }

    /** Reads to the end in steps. */
    static byte[] readAll(Content content, int step) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        int read;
        do {
            read = content.read(all.size(), ByteBuffer.wrap(buffer));
            all.write(buffer, 0, read);
        } while (read == step);
        return all.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
