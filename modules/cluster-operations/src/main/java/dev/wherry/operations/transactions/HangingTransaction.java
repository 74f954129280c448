package dev.wherry.operations.transactions;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open in a partition although its coordinator has done with it.
 *
 * @param coordinatorEpoch what the last marker of that producer in that partition has; a marker needs as much
 * @param decision what the coordinator had decided
 */
public record HangingTransaction(
        TopicPartition partition,
        long producerId,
        short producerEpoch,
        int coordinatorEpoch,
        TransactionOutcome decision) {}
