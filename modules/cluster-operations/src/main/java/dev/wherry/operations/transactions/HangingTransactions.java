package dev.wherry.operations.transactions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and ends hanging transactions (KIP-664): transactions that are open in a partition although their coordinator has
 * completed them. They block read_committed consumers forever. Kafka 4.3.1 leaves one behind whenever a transaction ends
 * while a partition has no leader: the coordinator treats the partition as deleted, writes no marker into it and records
 * the transaction as complete. A single broker that was frozen, killed or out of disk space has leaderless partitions.
 *
 * <p>Kafka's own tool can only abort them, which loses the records of a committed transaction. This class ends them with
 * the outcome that their coordinator decided.
 */
public final class HangingTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final Map<String, ?> client;
    private final Admin admin;

    /** @param client Kafka client settings */
    public HangingTransactions(Map<String, ?> client) {
        this.client = Map.copyOf(client);
        this.admin = Admin.create(new HashMap<>(client));
    }

    private record OpenTransaction(TopicPartition partition, long producerId, long firstOffset) {}

    /**
     * Checks all partitions; safe while producers are running. A coordinator logs that a partition takes part before anything
     * is written there, and logs completion after all markers are written. So a transaction hangs if it is open both before
     * and after the log is read, and the log does not show it in flight.
     */
    public List<HangingTransaction> find() throws ExecutionException, InterruptedException {
        Map<OpenTransaction, ProducerState> open =
                openTransactions(blockedPartitions().keySet());
        if (open.isEmpty()) {
            return List.of();
        }
        TransactionLog log = TransactionLog.read(
                client, open.keySet().stream().map(OpenTransaction::producerId).collect(Collectors.toSet()));
        open.keySet().removeIf(transaction -> log.isInFlight(transaction.producerId(), transaction.partition()));
        open.keySet()
                .retainAll(openTransactions(open.keySet().stream()
                                .map(OpenTransaction::partition)
                                .toList())
                        .keySet());
        List<HangingTransaction> hanging = new ArrayList<>();
        open.forEach((transaction, state) -> hanging.add(new HangingTransaction(
                transaction.partition(),
                transaction.producerId(),
                (short) state.producerEpoch(),
                state.coordinatorEpoch().orElse(0),
                log.outcome(transaction.producerId(), (short) state.producerEpoch()))));
        return hanging;
    }

    /**
     * Writes the missing marker. Does nothing if the outcome is unknown.
     *
     * @throws org.apache.kafka.common.errors.ApiException if the broker rejects it
     */
    public void end(HangingTransaction transaction) throws ExecutionException, InterruptedException {
        if (transaction.outcome() != TransactionOutcome.UNKNOWN) {
            Node leader = leaders().get(transaction.partition());
            new TransactionMarkerWriter(client)
                    .write(transaction, transaction.outcome() == TransactionOutcome.COMMITTED, leader);
        }
    }

    /** Ends all hanging transactions, logs each of them, and returns what it found. */
    public List<HangingTransaction> endAll() throws ExecutionException, InterruptedException {
        List<HangingTransaction> hanging = find();
        for (HangingTransaction transaction : hanging) {
            end(transaction);
            if (transaction.outcome() == TransactionOutcome.UNKNOWN) {
                LOG.error(
                        "A transaction of producer {} hangs in {} and blocks read_committed consumers. The transaction log no"
                                + " longer holds its outcome: if you know it, end the transaction with kafka-transactions.sh",
                        transaction.producerId(),
                        transaction.partition());
            } else {
                LOG.info("Ended a hanging transaction in {}: {}", transaction.partition(), transaction.outcome());
            }
        }
        return hanging;
    }

    /** The leaders of all partitions that have one. */
    private Map<TopicPartition, Node> leaders() throws ExecutionException, InterruptedException {
        Collection<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        Map<TopicPartition, Node> leaders = new HashMap<>();
        admin.describeTopics(topics).allTopicNames().get().values().forEach(topic -> {
            for (TopicPartitionInfo partition : topic.partitions()) {
                if (partition.leader() != null && !partition.leader().isEmpty()) {
                    leaders.put(new TopicPartition(topic.name(), partition.partition()), partition.leader());
                }
            }
        });
        return leaders;
    }

    /** The partitions with an open transaction, by last stable offset. Most of them are blocked for a short time only. */
    public Map<TopicPartition, Long> blockedPartitions() throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = leaders().keySet();
        Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        stable.entrySet().removeIf(end -> end.getValue() >= ends.get(end.getKey()));
        return stable;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<OpenTransaction, ProducerState> openTransactions(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<OpenTransaction, ProducerState> open = new HashMap<>();
        admin.describeProducers(partitions).all().get().forEach((partition, states) -> states.activeProducers()
                .forEach(state -> state.currentTransactionStartOffset()
                        .ifPresent(
                                first -> open.put(new OpenTransaction(partition, state.producerId(), first), state))));
        return open;
    }

    @Override
    public void close() {
        admin.close();
    }
}
