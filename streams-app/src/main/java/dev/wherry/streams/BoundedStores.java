package dev.wherry.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** Gives every store its share of one {@link StoreMemory}. Kafka Streams makes it; hence public, and the memory in a setting. */
public final class BoundedStores implements RocksDBConfigSetter {
    /** The setting that holds the {@link StoreMemory}. */
    static final String MEMORY = "wherry.store.memory";

    /** Files of one store; 4 by default. Stores are written for each event and seldom read, so they are to be rewritten seldom. */
    private static final int COMPACTED_FROM = 12;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        StoreMemory memory = (StoreMemory) settings.get(MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setLevel0FileNumCompactionTrigger(COMPACTED_FROM);
    }

    /** The memory is not the store's to close. */
    @Override
    public void close(String storeName, Options options) {}
}
