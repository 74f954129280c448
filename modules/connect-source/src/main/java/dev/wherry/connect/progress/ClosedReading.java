package dev.wherry.connect.progress;

import dev.wherry.wire.receipt.FinishedFile;

/**
 * A reading of which nothing more is published.
 *
 * @param offset the offset that no longer holds it, and that the record with the statement must carry
 */
public record ClosedReading(FinishedFile file, PartitionOffset offset) {}
