package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of a compressed file, decompressed on the way. The stream stays open, so that reads one behind the other
 * decompress each byte once; the last bytes are kept, because an event in progress is read again. A read before them
 * starts over. After an exception the next read starts over, too, except after a {@link NotLoadedException}.
 */
public final class DecompressedContent implements Content, Closeable {
    /** Larger than a header row usually is, and than the window of a splitter at first. */
    private static final int MIN_KEPT_BYTES = 256 * 1024;
    /** A line end, in UTF-16. */
    private static final int LINE_END_BYTES = 4;

    private static final int SKIP_BYTES = 64 * 1024;

    private final Compression compression;
    private final CompressedSource file;
    private final ExpansionLimit limit;
    private final int maxKept;
    /** The byte at a position is at the index that is the rest of the division by the length. */
    private byte[] kept = new byte[MIN_KEPT_BYTES];

    private @Nullable Decompression stream;

    /**
     * @param compression not NONE
     * @param maxEventBytes that of the splitter which reads this content
     */
    public DecompressedContent(
            Compression compression, CompressedSource file, int maxEventBytes, ExpansionLimit limit) {
        if (compression == Compression.NONE) {
            throw new IllegalArgumentException("not compressed");
        }
        this.compression = compression;
        this.file = file;
        this.limit = limit;
        this.maxKept = (int) Math.min(Math.max(MIN_KEPT_BYTES, maxEventBytes + (long) LINE_END_BYTES), 1 << 30);
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int from = target.position();
        try {
            Decompression open = open(position);
            skipTo(open, position);
            readKept(open, position, target);
            decompress(open, target);
        } catch (NotLoadedException later) {
            throw later;
        } catch (IOException e) {
            close();
            throw e;
        }
        return target.position() - from;
    }

    private Decompression open(long position) throws IOException {
        if (stream != null && position < stream.produced() - kept.length) {
            close();
        }
        if (stream == null) {
            stream = new Decompression(file, compression.newDecoder(), limit);
        }
        return stream;
    }

    private void skipTo(Decompression open, long position) throws IOException {
        ByteBuffer skipped = ByteBuffer.allocate(open.produced() < position ? SKIP_BYTES : 0);
        while (open.produced() < position) {
            skipped.clear().limit((int) Math.min(SKIP_BYTES, position - open.produced()));
            decompress(open, skipped);
            if (skipped.hasRemaining()) {
                return;
            }
        }
    }

    private void readKept(Decompression open, long position, ByteBuffer target) {
        long at = position;
        while (at < open.produced() && target.hasRemaining()) {
            int index = (int) (at % kept.length);
            int count = (int) Math.min(Math.min(kept.length - index, open.produced() - at), target.remaining());
            target.put(kept, index, count);
            at += count;
        }
    }

    private void decompress(Decompression open, ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return;
        }
        long position = open.produced();
        int from = target.position();
        try {
            open.read(target);
        } finally {
            keep(position, target.duplicate().flip().position(from));
        }
    }

    private void keep(long position, ByteBuffer bytes) {
        while (position + bytes.remaining() > kept.length && kept.length < maxKept && position <= kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.min(2L * kept.length, maxKept));
        }
        long at = position;
        while (bytes.hasRemaining()) {
            int index = (int) (at % kept.length);
            int count = Math.min(kept.length - index, bytes.remaining());
            bytes.get(kept, index, count);
            at += count;
        }
    }

    @Override
    public @Nullable SourceFault fault() {
        return stream == null ? null : stream.fault();
    }

    @Override
    public boolean hasEnded() {
        return stream != null && stream.hasEnded();
    }

    @Override
    public boolean isStable() {
        return true;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            Decompression open = stream;
            stream = null;
            open.close();
        }
    }
}
