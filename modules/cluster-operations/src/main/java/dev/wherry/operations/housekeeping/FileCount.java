package dev.wherry.operations.housekeeping;

/** A number of files and their size. */
public record FileCount(long files, long bytes) {
    static final FileCount NONE = new FileCount(0, 0);

    FileCount plus(long size) {
        return new FileCount(files + 1, bytes + size);
    }
}
