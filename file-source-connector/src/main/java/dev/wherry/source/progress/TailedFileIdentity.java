package dev.wherry.source.progress;

/** The name under which a growing file's progress is stored: its inode and the hash of its first line. */
public final class TailedFileIdentity {
    private static final char SEPARATOR = '-';

    private TailedFileIdentity() {}

    public static String of(long inode, long firstLineHash) {
        return Long.toUnsignedString(inode) + SEPARATOR + FingerprintCodec.text(firstLineHash);
    }

    /** Throws IllegalArgumentException for anything that {@link #of} does not make. */
    static long inode(String identity) {
        int end = identity.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("there is no inode and hash");
        }
        return Long.parseUnsignedLong(identity.substring(0, end));
    }
}
