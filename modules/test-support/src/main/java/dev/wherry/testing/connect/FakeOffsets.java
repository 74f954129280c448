package dev.wherry.testing.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.apache.kafka.connect.storage.OffsetUtils;

/** Connect's offsets topic: holds the committed offsets and outlives the tasks. */
public final class FakeOffsets implements OffsetStorageReader {
    private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();

    public void commit(SourceRecord record) {
        OffsetUtils.validateFormat(record.sourcePartition());
        OffsetUtils.validateFormat(record.sourceOffset());
        stored.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
    }

    public int size() {
        return stored.size();
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return stored.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, stored.get(partition)));
        return found;
    }
}
