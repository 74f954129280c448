package dev.wherry.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Makes every store use the shared {@link RocksDbMemory}. Kafka Streams instantiates this class by reflection, so it is
 * public and receives the memory through a setting.
 */
public final class RocksDbConfig implements RocksDBConfigSetter {
    /** The setting that holds the {@link RocksDbMemory}. */
    static final String MEMORY = "wherry.store.memory";

    /** RocksDB's default is 4. Stores are written for each event and seldom read, so compaction can be rare. */
    private static final int COMPACTION_TRIGGER_FILES = 12;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        RocksDbMemory memory = (RocksDbMemory) settings.get(MEMORY);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setLevel0FileNumCompactionTrigger(COMPACTION_TRIGGER_FILES);
    }

    /** Leaves the memory open, because other stores share it. */
    @Override
    public void close(String storeName, Options options) {}
}
