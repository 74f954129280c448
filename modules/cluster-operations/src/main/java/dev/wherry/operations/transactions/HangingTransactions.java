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
 * Finds and ends transactions that hang (KIP-664): open in a partition although their coordinator has done with them, so
 * that nobody reads committed records beyond them, for ever. Kafka 4.3.1 leaves one behind whenever a transaction ends while
 * a partition has no leader: its coordinator takes the partition for a deleted one, writes no marker into it and notes the
 * transaction as complete. A single broker that was frozen, killed or out of disk space has partitions without a leader.
 *
 * <p>Kafka's own tool can only abort them, which loses records where the transaction was committed. Here they end as
 * their coordinator had decided.
 */
public final class HangingTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final Map<String, ?> client;
    private final Admin admin;

    /** @param client how to connect, as for any client of Kafka */
    public HangingTransactions(Map<String, ?> client) {
        this.client = Map.copyOf(client);
        this.admin = Admin.create(new HashMap<>(client));
    }

    private record Open(TopicPartition partition, long producerId, long firstOffset) {}

    /**
     * Looks at all partitions. Right while producers are at work, too: a coordinator notes that a partition takes part before
     * anything is written there, and that a transaction is complete after all its markers are; so what was open both before and after
     * its log was read, in which it is not under way, hangs.
     */
    public List<HangingTransaction> find() throws ExecutionException, InterruptedException {
        Map<Open, ProducerState> open = open(stuck().keySet());
        if (open.isEmpty()) {
            return List.of();
        }
        TransactionLog log = TransactionLog.read(
                client, open.keySet().stream().map(Open::producerId).collect(Collectors.toSet()));
        open.keySet().removeIf(one -> log.isUnderWay(one.producerId(), one.partition()));
        open.keySet()
                .retainAll(open(open.keySet().stream().map(Open::partition).toList())
                        .keySet());
        List<HangingTransaction> hanging = new ArrayList<>();
        open.forEach((one, state) -> hanging.add(new HangingTransaction(
                one.partition(),
                one.producerId(),
                (short) state.producerEpoch(),
                state.coordinatorEpoch().orElse(0),
                log.decision(one.producerId(), (short) state.producerEpoch()))));
        return hanging;
    }

    /**
     * Writes the marker that is missing, and does nothing where it is not known which.
     *
     * @throws org.apache.kafka.common.errors.ApiException if the broker refuses it
     */
    public void end(HangingTransaction transaction) throws ExecutionException, InterruptedException {
        if (transaction.decision() != TransactionOutcome.UNKNOWN) {
            Node leader = partitions().get(transaction.partition());
            new TransactionMarkers(client)
                    .write(transaction, transaction.decision() == TransactionOutcome.COMMITTED, leader);
        }
    }

    /** Ends what hangs, and tells of it in the log. Returns what it found. */
    public List<HangingTransaction> endAll() throws ExecutionException, InterruptedException {
        List<HangingTransaction> hanging = find();
        for (HangingTransaction transaction : hanging) {
            end(transaction);
            if (transaction.decision() == TransactionOutcome.UNKNOWN) {
                LOG.error(
                        "A transaction of the producer {} hangs in {}, so nobody reads on there, and Kafka's log of"
                                + " transactions does not say any more how it ended: if you know, end it with kafka-transactions.sh",
                        transaction.producerId(),
                        transaction.partition());
            } else {
                LOG.info("Ended a transaction that hung in {}: {}", transaction.partition(), transaction.decision());
            }
        }
        return hanging;
    }

    /** The partitions that have a leader, and their leaders. */
    private Map<TopicPartition, Node> partitions() throws ExecutionException, InterruptedException {
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

    /** Where readers of committed records do not get to the end, and up to which offset they get. Mostly not for long. */
    public Map<TopicPartition, Long> stuck() throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = partitions().keySet();
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

    private Map<Open, ProducerState> open(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<Open, ProducerState> open = new HashMap<>();
        admin.describeProducers(partitions).all().get().forEach((partition, states) -> states.activeProducers()
                .forEach(state -> state.currentTransactionStartOffset()
                        .ifPresent(first -> open.put(new Open(partition, state.producerId(), first), state))));
        return open;
    }

    @Override
    public void close() {
        admin.close();
    }
}
