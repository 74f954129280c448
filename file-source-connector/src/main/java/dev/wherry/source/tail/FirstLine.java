package dev.wherry.source.tail;

import dev.wherry.connect.progress.StableHash;
import dev.wherry.source.progress.TailedFileIdentity;

/**
 * A hash of a growing file's first line, without the line end and of {@value #MAX_BYTES} bytes at most. With the inode
 * it distinguishes a file from one that takes its place, and does not change as the file grows.
 *
 * <p>The device number is not part of the identity: it can change on a reboot, and everything would be published again.
 *
 * @param complete whether the line has ended or is long enough, so that the hash cannot change as the file grows
 */
record FirstLine(long hash, boolean complete) {
    static final int MAX_BYTES = 1024;
    static final FirstLine EMPTY = of(new byte[0], 0);

    /** @param bytes the file's first bytes, {@value #MAX_BYTES} + 1 at most */
    static FirstLine of(byte[] bytes, int count) {
        int limit = Math.min(count, MAX_BYTES);
        int length = 0;
        while (length < limit && bytes[length] != '\n') {
            length++;
        }
        boolean complete = length < limit || length == MAX_BYTES;
        return new FirstLine(StableHash.finish(StableHash.add(StableHash.EMPTY, bytes, length)), complete);
    }

    /** The identity under which the file's progress is stored. */
    String identity(long inode) {
        return TailedFileIdentity.of(inode, hash);
    }
}
