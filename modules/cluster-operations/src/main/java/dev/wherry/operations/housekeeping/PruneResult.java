package dev.wherry.operations.housekeeping;

/** The files that were deleted, and those that stay. */
public record PruneResult(FileCount pruned, FileCount kept) {}
