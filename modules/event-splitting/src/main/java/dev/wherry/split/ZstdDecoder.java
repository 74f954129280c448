package dev.wherry.split;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/** Decodes zstd frames. If a frame is corrupt, up to {@link #OUTPUT_BYTES} bytes before the damage are lost. */
final class ZstdDecoder implements Decoder {
    private static final int OUTPUT_BYTES = 64 * 1024;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES);
    private boolean betweenFrames = true;

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public void decode(ByteBuffer source, ByteBuffer target) throws DamageException {
        if (betweenFrames && !source.hasRemaining()) {
            return;
        }
        output.clear().limit(Math.min(OUTPUT_BYTES, target.remaining()));
        try {
            betweenFrames = context.decompressDirectByteBufferStream(output, source);
        } catch (ZstdException e) {
            throw damage(e);
        }
        target.put(output.flip());
    }

    private static DamageException damage(ZstdException e) {
        long code = Math.abs(e.getErrorCode());
        if (code == Zstd.errPrefixUnknown()) {
            return DamageException.unknownFormat();
        }
        if (code == Zstd.errFrameParameterWindowTooLarge()) {
            return DamageException.corrupt("it needs more than 128 MiB to decompress; compress it without --long");
        }
        return DamageException.corrupt(String.valueOf(e.getMessage()));
    }

    @Override
    public boolean isBetweenStreams() {
        return betweenFrames;
    }

    @Override
    public void close() {
        context.close();
    }
}
