package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One pass over a compressed file, from its start. */
final class Decompression implements Closeable {
    private static final int SOURCE_BYTES = 64 * 1024;
    /** Fewer bytes behind a frame of zstd are not recognised as something else. */
    private static final int MIN_STREAM_BYTES = 4;

    private final CompressedSource file;
    private final InputStream in;
    private final Decoder decoder;
    private final ExpansionLimit limit;
    private final byte[] input = new byte[SOURCE_BYTES];
    private final ByteBuffer source = ByteBuffer.allocateDirect(SOURCE_BYTES).limit(0);
    private long sourceBytes;
    /** Behind the last complete stream, in compressed bytes. */
    private long streamEnd;

    private long produced;
    private @Nullable SourceFault damage;
    private boolean atEnd;

    Decompression(CompressedSource file, Decoder decoder, ExpansionLimit limit) throws IOException {
        this.file = file;
        this.decoder = decoder;
        this.limit = limit;
        this.in = file.open();
    }

    /** The number of bytes decompressed so far. */
    long produced() {
        return produced;
    }

    /** Decompresses until the target is full or the content ends, at least for now. */
    void read(ByteBuffer target) throws IOException {
        long room = Long.MAX_VALUE;
        if (produced + target.remaining() > limit.freeBytes()) {
            room = limit.maxBytes(file.size()) - produced;
        }
        if (target.remaining() <= room) {
            decode(target);
            return;
        }
        int wanted = target.limit();
        decode(target.limit(target.position() + (int) Math.max(room, 0)));
        target.limit(wanted);
        long max = produced;
        if (damage == null && !atEnd) {
            decode(ByteBuffer.allocate(1));
        }
        if (produced > max) {
            produced = max;
            damage = new SourceFault(
                    SourceFault.Code.OVERSIZE,
                    "the file of " + file.size() + " bytes expands to more than " + max
                            + " bytes, which is the maximum for its size");
        }
    }

    private void decode(ByteBuffer target) throws IOException {
        atEnd = false;
        while (target.hasRemaining() && damage == null && !atEnd) {
            int position = target.position();
            int available = source.remaining();
            try {
                decoder.decode(source, target);
            } catch (Decoder.DamageException e) {
                damage = e.isUnknownFormat() ? unknownFormat() : corrupt(e);
            }
            produced += target.position() - position;
            if (damage == null && decoder.isBetweenStreams()) {
                streamEnd = sourceBytes - source.remaining();
            }
            boolean progress = target.position() > position || source.remaining() < available;
            if (!progress && !source.hasRemaining()) {
                atEnd = !fill();
            }
        }
    }

    private boolean fill() throws IOException {
        int read = in.read(input);
        if (read > 0) {
            source.clear().put(input, 0, read).flip();
            sourceBytes += read;
        }
        return read > 0;
    }

    /** Valid if the last read ended early. */
    @Nullable
    SourceFault fault() {
        if (damage != null || !atEnd || hasEnded()) {
            return damage;
        }
        if (sourceBytes == 0) {
            return fault("the file is empty, so it is no " + decoder.name() + " file");
        }
        long rest = sourceBytes - streamEnd;
        return streamEnd > 0 && rest < MIN_STREAM_BYTES
                ? trailing(rest)
                : fault("the " + decoder.name() + " file is truncated: it ends after " + sourceBytes
                        + " bytes within a stream");
    }

    /** Valid if the last read ended early. */
    boolean hasEnded() {
        return atEnd && damage == null && sourceBytes > 0 && decoder.isBetweenStreams();
    }

    private SourceFault unknownFormat() throws IOException {
        return streamEnd == 0
                ? fault("the content is not in the format " + decoder.name() + ", which the file's name says")
                : trailing(file.size() - streamEnd);
    }

    private SourceFault trailing(long bytes) {
        return fault(bytes + (bytes == 1 ? " byte follows" : " bytes follow") + " the " + decoder.name()
                + " stream that ends at byte " + streamEnd + " of the compressed file, and no stream starts there");
    }

    private SourceFault corrupt(Decoder.DamageException e) {
        return fault("the " + decoder.name() + " stream that starts at byte " + streamEnd
                + " of the compressed file is corrupt: " + e.getMessage());
    }

    private static SourceFault fault(String message) {
        return new SourceFault(SourceFault.Code.BAD_COMPRESSION, message);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        in.close();
    }
}
