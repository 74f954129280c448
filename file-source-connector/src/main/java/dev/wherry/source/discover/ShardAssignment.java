package dev.wherry.source.discover;

import dev.wherry.connect.progress.StableHash;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shards that one task owns. Every feed has {@value #SHARDS} shards, a number that never changes, and progress is
 * stored by shard. So a different number of tasks only redistributes the same shards.
 */
public record ShardAssignment(int task, int tasks) {
    public static final int SHARDS = 16;

    public ShardAssignment {
        if (tasks < 1 || tasks > SHARDS || task < 0 || task >= tasks) {
            throw new IllegalArgumentException("task " + task + " of " + tasks);
        }
    }

    public boolean owns(int shard) {
        return shard % tasks == task;
    }

    public List<Integer> shards() {
        return IntStream.range(0, SHARDS).filter(this::owns).boxed().toList();
    }

    /** A document's shard depends on its name, so that a task need not stat the files of other tasks. */
    static int ofName(long nameHash) {
        return (int) (StableHash.finish(nameHash) >>> 60);
    }

    /** A growing file's shard depends on its inode, so that a renamed file stays with its task. */
    public static int ofInode(long inode) {
        return (int) Long.remainderUnsigned(inode, SHARDS);
    }
}
