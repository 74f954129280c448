package dev.wherry.source.progress;

/** The identity under which a growing file's progress is stored: its inode and the hash of its first line. */
public final class TailedFileIdentity {
    private static final char SEPARATOR = '-';

    private TailedFileIdentity() {}

    public static String of(long inode, long firstLineHash) {
        return Long.toUnsignedString(inode) + SEPARATOR + FingerprintCodec.encode(firstLineHash);
    }

    /** Throws IllegalArgumentException if {@link #of} cannot have returned the text. */
    static long inode(String identity) {
        int end = identity.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("no inode and hash");
        }
        return Long.parseUnsignedLong(identity.substring(0, end));
    }
}
