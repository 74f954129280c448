package dev.wherry.split;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A content from its start as a stream. Holds nothing open. */
public final class ContentInputStream extends InputStream {
    private final Content content;
    private final byte[] single = new byte[1];
    private long position;

    public ContentInputStream(Content content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) == 1 ? single[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = content.read(position, ByteBuffer.wrap(target, offset, length));
        position += count;
        return count == 0 ? -1 : count;
    }
}
