package dev.wherry.source.disk;

/** A stat with the inode, which a file keeps when it is renamed. */
public record InodeStat(long inode, FileStat stat) {}
