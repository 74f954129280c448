package dev.wherry.source.disk;

import dev.wherry.split.CompressedSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The bytes of a compressed file. Nothing stays open: each read is one of {@link Disk#read}.
 *
 * @param path where the file is now; it may be renamed while it is read
 */
public record CompressedFile(Disk disk, Supplier<Path> path) implements CompressedSource {
    @Override
    public InputStream open() {
        return new InputStream() {
            private final byte[] single = new byte[1];
            private long position;

            @Override
            public int read() throws IOException {
                return read(single, 0, 1) == 1 ? single[0] & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                int count = disk.read(path.get(), position, ByteBuffer.wrap(target, offset, length));
                position += count;
                return count == 0 ? -1 : count;
            }
        };
    }

    @Override
    public long size() throws IOException {
        return disk.stat(path.get()).size();
    }
}
