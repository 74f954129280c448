package dev.wherry.source.progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Reads back what is stored. Connect can be asked for partitions by name only, not for all there are; so pages and slots
 * are numbered densely and asked for in ever larger blocks until one of them is wholly empty. One question is asked for
 * all shards together, because each makes Connect read its topic to the end.
 */
final class StoredOffsets {
    private static final int FIRST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 4096;

    private final OffsetStorageReader reader;

    StoredOffsets(OffsetStorageReader reader) {
        this.reader = reader;
    }

    /** For each name the offsets that are stored for its numbered partitions; null where nothing is. */
    Map<String, List<Map<String, Object>>> read(
            Collection<String> names, BiFunction<String, Integer, Map<String, String>> partition) {
        Map<String, List<Map<String, Object>>> found = new HashMap<>();
        names.forEach(name -> found.put(name, new ArrayList<>()));
        List<String> open = new ArrayList<>(names);
        int from = 0;
        for (int block = FIRST_BLOCK; !open.isEmpty(); block = Math.min(block * 2, LARGEST_BLOCK)) {
            List<Map<String, String>> wanted = new ArrayList<>();
            for (String name : open) {
                for (int i = from; i < from + block; i++) {
                    wanted.add(partition.apply(name, i));
                }
            }
            Map<Map<String, String>, Map<String, Object>> answer = reader.offsets(wanted);
            int begin = from;
            int end = from + block;
            open.removeIf(name -> !append(found.get(name), name, begin, end, partition, answer));
            from = end;
        }
        return found;
    }

    private static boolean append(
            List<Map<String, Object>> found,
            String name,
            int begin,
            int end,
            BiFunction<String, Integer, Map<String, String>> partition,
            Map<Map<String, String>, Map<String, Object>> answer) {
        boolean any = false;
        for (int i = begin; i < end; i++) {
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
