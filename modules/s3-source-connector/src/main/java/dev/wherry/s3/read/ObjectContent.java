package dev.wherry.s3.read;

import dev.wherry.s3.store.ObjectStore;
import dev.wherry.s3.store.StoredObject;
import dev.wherry.split.CompressedSource;
import dev.wherry.split.Content;
import dev.wherry.split.ContentInputStream;
import dev.wherry.split.NotLoadedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes of one version of an object, loaded in blocks ahead of the reader. A read never waits: it throws
 * {@link NotLoadedException} if a block is on its way. A block that could not be loaded is requested again by the next read.
 */
final class ObjectContent implements Content, CompressedSource {
    static final int BLOCK_BYTES = 4 * 1024 * 1024;
    private static final int BLOCKS_AHEAD = 2;
    /** What a splitter reads at once. */
    private static final int STEP_BYTES = 512 * 1024;

    private final StoredObject object;
    private final ObjectStore store;
    private final Fetcher fetcher;
    private final long keptBytes;
    private final TreeMap<Integer, CompletableFuture<byte[]>> blocks = new TreeMap<>();
    private long readTo;
    private boolean begun;

    /** @param keptBytes how far behind its furthest read a reader may go back without loading again */
    ObjectContent(StoredObject object, ObjectStore store, Fetcher fetcher, long keptBytes) {
        this.object = object;
        this.store = store;
        this.fetcher = fetcher;
        this.keptBytes = keptBytes;
    }

    /** Starts to load the first block, once: a reader is behind it soon. */
    void prefetch() {
        if (!begun && object.size() > 0) {
            load(0);
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int count = (int) Math.max(0, Math.min(target.remaining(), object.size() - position));
        require(position, count);
        for (int done = 0; done < count; ) {
            byte[] block = block(position + done);
            int from = (int) ((position + done) % BLOCK_BYTES);
            int length = Math.min(count - done, block.length - from);
            target.put(block, from, length);
            done += length;
        }
        passed(position + count);
        return count;
    }

    /** Whether the next step of a reader finds its bytes. */
    boolean isLoadedAhead() {
        long end = Math.min(object.size(), readTo + STEP_BYTES);
        for (long at = readTo; at < end; at = (at / BLOCK_BYTES + 1) * BLOCK_BYTES) {
            CompletableFuture<byte[]> block = blocks.get(index(at));
            if (block == null || !block.isDone() || block.isCompletedExceptionally()) {
                return false;
            }
        }
        return true;
    }

    private void require(long position, long count) throws IOException {
        if (count == 0) {
            return;
        }
        int last = index(position + count - 1);
        for (int index = index(position); index <= Math.min(last + BLOCKS_AHEAD, index(object.size() - 1)); index++) {
            load(index);
        }
        for (int index = index(position); index <= last; index++) {
            CompletableFuture<byte[]> block = blocks.get(index);
            if (!block.isDone()) {
                throw new NotLoadedException();
            }
            if (block.isCompletedExceptionally()) {
                blocks.remove(index);
                Fetcher.result(block);
            }
        }
    }

    private void load(int index) {
        begun = true;
        blocks.computeIfAbsent(index, added -> {
            long from = (long) index * BLOCK_BYTES;
            int length = (int) Math.min(BLOCK_BYTES, object.size() - from);
            return fetcher.start(() -> store.read(object, from, length));
        });
    }

    private byte[] block(long position) throws IOException {
        return Fetcher.result(blocks.get(index(position)));
    }

    private void passed(long position) {
        readTo = Math.max(readTo, position);
        blocks.headMap(index(Math.max(0, readTo - keptBytes))).clear();
    }

    private static int index(long position) {
        return (int) (position / BLOCK_BYTES);
    }

    /** An object does not grow. */
    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public boolean isStable() {
        return true;
    }

    /** The bytes from the start, for a decompressor. */
    @Override
    public InputStream open() {
        readTo = 0;
        return new ContentInputStream(this::readWithinBlock);
    }

    /** So that a read which waits for the next block has not lost the bytes of this one. */
    private int readWithinBlock(long position, ByteBuffer target) throws IOException {
        int rest = (int) Math.min(target.remaining(), BLOCK_BYTES - position % BLOCK_BYTES);
        return read(position, target.limit(target.position() + rest));
    }

    @Override
    public long size() {
        return object.size();
    }
}
