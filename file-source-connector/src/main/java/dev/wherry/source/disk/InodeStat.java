package dev.wherry.source.disk;

/** A stat together with the number that stays with a file when it is renamed. */
public record InodeStat(long inode, FileStat stat) {}
