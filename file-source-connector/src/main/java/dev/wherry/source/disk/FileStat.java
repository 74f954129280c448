package dev.wherry.source.disk;

/**
 * A file's attributes. Symbolic links are not followed.
 *
 * @param size in bytes
 * @param modified the modification time in nanoseconds since the epoch; earlier times are 0
 */
public record FileStat(Kind kind, long size, long modified) {
    /** Only regular files are read: a pipe would block, and a link may lead anywhere. */
    public enum Kind {
        REGULAR,
        DIRECTORY,
        LINK,
        /** A pipe, socket or device. */
        SPECIAL
    }

    public FileStat {
        modified = Math.max(0, modified);
    }

    public boolean isRegular() {
        return kind == Kind.REGULAR;
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
