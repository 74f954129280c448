package dev.wherry.operations.transactions;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open in a partition although its coordinator has completed it (KIP-664).
 *
 * @param coordinatorEpoch the epoch of the last marker of the producer in the partition; a new marker needs at least this
 * @param outcome what the coordinator decided
 */
public record HangingTransaction(
        TopicPartition partition,
        long producerId,
        short producerEpoch,
        int coordinatorEpoch,
        TransactionOutcome outcome) {}
