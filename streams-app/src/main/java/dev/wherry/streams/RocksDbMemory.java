package dev.wherry.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Off-heap memory that all RocksDB stores of an app share. Without it, each store of each task could take a hundred
 * megabytes, and the memory of the process would depend on the number of partitions it is assigned.
 */
final class RocksDbMemory implements AutoCloseable {
    private static final long CACHE_BYTES = 192L << 20;
    /**
     * Charged to the cache, so that the sum is bounded. When the write buffers are full, the store that is written to
     * next flushes its buffer, however small, and small files make compaction expensive. 128 MB leave eight stores 16
     * MB each, the size of one write buffer.
     */
    private static final long WRITE_BUFFER_BYTES = 128L << 20;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksDbMemory() {
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

    /** Call this after the last store has been closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
