package dev.wherry.source.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.source.disk.FileStat;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardAssignmentTest {
    private static FoundFile file(String name) {
        return FoundFile.named(FeedDirectory.ofFeed("cards", Path.of("/inbox")).child(Path.of("sub")), Path.of(name));
    }

    @Test
    void everyShardIsOneTasksWhateverTheirNumber() {
        for (int tasks = 1; tasks <= ShardAssignment.SHARDS; tasks++) {
            int count = tasks;
            for (int shard = 0; shard < ShardAssignment.SHARDS; shard++) {
                int each = shard;
                assertEquals(
                        1,
                        IntStream.range(0, count)
                                .filter(task -> new ShardAssignment(task, count).owns(each))
                                .count());
            }
        }
    }

    @Test
    void namesAreSpreadEvenly() {
        int[] files = new int[ShardAssignment.SHARDS];
        for (int i = 0; i < 16_000; i++) {
            files[file(i + ".json").shard()]++;
        }
        for (int count : files) {
            assertTrue(count > 800 && count < 1200, () -> count + " of 1000");
        }
    }

    /** What is stored, and which task reads what, depends on these. */
    @Test
    void shardsAndStampsNeverChange() {
        FoundFile file = file("x.json").with(new FileStat(FileStat.Kind.REGULAR, 42, 1_700_000_000_123_456_789L));
        assertEquals(SHARD, file.shard());
        assertEquals(STAMP, file.stamp());
    }

    private static final int SHARD = 6;
    private static final long STAMP = 356747179640175798L;
}
