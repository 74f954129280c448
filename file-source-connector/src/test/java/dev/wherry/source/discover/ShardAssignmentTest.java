package dev.wherry.source.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.TestFeeds;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardAssignmentTest {
    private static FoundFile file(String name) {
        return FoundFile.named(
                FeedDirectory.ofFeed(TestFeeds.feed("cards"), Path.of("/inbox")).child(Path.of("sub")), Path.of(name));
    }

    @Test
    void assignsEveryShardToExactlyOneTask() {
        for (int tasks = 1; tasks <= ShardAssignment.SHARDS; tasks++) {
            int count = tasks;
            for (int shard = 0; shard < ShardAssignment.SHARDS; shard++) {
                int each = shard;
                assertThat(IntStream.range(0, count)
                                .filter(task -> new ShardAssignment(task, count).owns(each))
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void distributesNamesEvenly() {
        int[] files = new int[ShardAssignment.SHARDS];
        for (int i = 0; i < 16_000; i++) {
            files[file(i + ".json").shard()]++;
        }
        for (int count : files) {
            assertThat(count).isStrictlyBetween(800, 1200);
        }
    }

    /** The stored offsets, and which task reads which file, depend on them. */
    @Test
    void shardsAndFingerprintsNeverChange() {
        FoundFile file = file("x.json").withStat(new FileStat(FileStat.Kind.REGULAR, 42, 1_700_000_000_123_456_789L));
        assertThat(file.shard()).isEqualTo(SHARD);
        assertThat(file.fingerprint()).isEqualTo(FINGERPRINT);
    }

    private static final int SHARD = 6;
    private static final long FINGERPRINT = 356747179640175798L;
}
