package dev.wherry.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory beside the heap that all stores of an app share. Without it each store of each task may take a hundred megabytes of its own, so
 * that what the process needs would depend on how many partitions it is given.
 */
final class StoreMemory implements AutoCloseable {
    private static final long CACHE_BYTES = 192L << 20;
    /**
     * Taken out of the cache, so that the sum is bounded. When they are full, whichever store is written to next empties its own, however little it
     * holds; small files are what compaction is dear for. So there are to be 16 MB, which is what one takes, for each of eight stores.
     */
    private static final long WRITE_BUFFER_BYTES = 128L << 20;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    StoreMemory() {
        RocksDB.loadLibrary();
        this.cache = new LRUCache(CACHE_BYTES);
        this.writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called after the last store has been closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
