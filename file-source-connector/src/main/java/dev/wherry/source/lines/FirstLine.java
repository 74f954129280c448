package dev.wherry.source.lines;

import dev.wherry.source.discover.StableHash;
import dev.wherry.source.progress.TailedFileIdentity;

/**
 * What, beside its inode, tells a growing file from one that takes its place: a hash of its first line, without the end
 * of line and at most {@value #MOST} bytes of it. It does not depend on how much the file has grown.
 *
 * <p>The number of the device is left out: it can change when the machine is started anew, and then everything would be
 * published again.
 *
 * @param hash of the bytes
 * @param complete whether the line has ended or is long enough, so that the hash will not change as the file grows
 */
record FirstLine(long hash, boolean complete) {
    static final int MOST = 1024;

    /** Of a file's first bytes, at most {@value #MOST} and one more. */
    static FirstLine of(byte[] bytes, int count) {
        int most = Math.min(count, MOST);
        int length = 0;
        while (length < most && bytes[length] != '\n') {
            length++;
        }
        boolean complete = length < most || length == MOST;
        return new FirstLine(StableHash.finish(StableHash.add(StableHash.EMPTY, bytes, length)), complete);
    }

    /** With the inode, the name under which the file's progress is stored. */
    String identity(long inode) {
        return TailedFileIdentity.of(inode, hash);
    }
}
