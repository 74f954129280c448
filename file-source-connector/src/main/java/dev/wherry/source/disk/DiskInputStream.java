package dev.wherry.source.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A file as a stream. It keeps no file open: each read is one of {@link Disk#read}. */
public final class DiskInputStream extends InputStream {
    private final Disk disk;
    private final Supplier<Path> path;
    private final ByteBuffer single = ByteBuffer.allocate(1);
    private long position;

    /** @param path where the file is now; it may be renamed while it is read */
    public DiskInputStream(Disk disk, Supplier<Path> path) {
        this.disk = disk;
        this.path = path;
    }

    @Override
    public int read() throws IOException {
        return read(single.array(), 0, 1) == 1 ? single.get(0) & 0xff : -1;
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
}
