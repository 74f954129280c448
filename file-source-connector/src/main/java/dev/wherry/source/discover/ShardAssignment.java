package dev.wherry.source.discover;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of the work that is one task's. Every feed is split into {@value #SHARDS} shards for good, and progress is
 * kept by shard; so a changed number of tasks only deals the same shards out anew.
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

    /** A document belongs to a shard by its name, so that nobody has to stat the files of others. */
    static int ofName(long nameHash) {
        return (int) (StableHash.finish(nameHash) >>> 60);
    }

    /** A file that grows belongs to a shard by its inode, so that it stays with its task when it is renamed. */
    public static int ofInode(long inode) {
        return (int) Long.remainderUnsigned(inode, SHARDS);
    }
}
