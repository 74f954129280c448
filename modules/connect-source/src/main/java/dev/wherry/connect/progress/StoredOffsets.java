package dev.wherry.connect.progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Reads the stored offsets. Connect looks up source partitions by name and cannot list them. So pages and slots are
 * numbered densely, and read in blocks of increasing size until one is empty. One request covers all names, because
 * each request makes Connect read its offsets topic to the end.
 */
public final class StoredOffsets {
    private static final int FIRST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 4096;

    private final OffsetStorageReader reader;

    public StoredOffsets(OffsetStorageReader reader) {
        this.reader = reader;
    }

    /**
     * Refuses to set offsets; they can only be reset.
     *
     * @param republished what is published again then
     */
    public static void requireReset(Map<Map<String, ?>, Map<String, ?>> offsets, String republished) {
        if (offsets.values().stream().anyMatch(Objects::nonNull)) {
            throw new ConnectException("The offsets of this connector cannot be set. They can be reset with"
                    + " DELETE /connectors/<name>/offsets; " + republished + " then published again.");
        }
    }

    /** Returns, for each name, the stored offsets of its numbered partitions; null where none is stored. */
    public Map<String, List<Map<String, Object>>> read(
            Collection<String> names, BiFunction<String, Integer, Map<String, String>> partition) {
        Map<String, List<Map<String, Object>>> found = new HashMap<>();
        names.forEach(name -> found.put(name, new ArrayList<>()));
        List<String> unfinished = new ArrayList<>(names);
        int from = 0;
        for (int block = FIRST_BLOCK; !unfinished.isEmpty(); block = Math.min(block * 2, LARGEST_BLOCK)) {
            List<Map<String, String>> partitions = new ArrayList<>();
            for (String name : unfinished) {
                for (int i = from; i < from + block; i++) {
                    partitions.add(partition.apply(name, i));
                }
            }
            Map<Map<String, String>, Map<String, Object>> answer = reader.offsets(partitions);
            int start = from;
            int end = from + block;
            unfinished.removeIf(name -> !append(found.get(name), name, start, end, partition, answer));
            from = end;
        }
        return found;
    }

    private static boolean append(
            List<Map<String, Object>> found,
            String name,
            int start,
            int end,
            BiFunction<String, Integer, Map<String, String>> partition,
            Map<Map<String, String>, Map<String, Object>> answer) {
        boolean any = false;
        for (int i = start; i < end; i++) {
            Map<String, Object> offset = answer.get(partition.apply(name, i));
            if (offset != null) {
                any = true;
                while (found.size() < i) {
                    found.add(null);
                }
                found.add(offset);
            }
        }
        return any;
    }
}
