package dev.wherry.embedded;

import dev.wherry.operations.transactions.HangingTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what clients left behind that died with the last process. A home belongs to one process, so when its
 * broker has just started, no open transaction has a living producer and no group a living member. Left alone, a
 * transaction holds up committed reads until its timeout, a minute, and a member its group's partitions, 45 s.
 */
final class StaleClientCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(StaleClientCleanup.class);
    private static final String NOBODY = "nobody";

    private StaleClientCleanup() {}

    static void clearAway(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            awaitCoordinators(admin);
            abortTransactions(admin);
            endHangingTransactions(bootstrapServers);
            removeMembers(admin);
        } catch (ExecutionException e) {
            throw new ServiceException(
                    "What the last run left open in Kafka cannot be cleared away ("
                            + e.getCause().getMessage() + "): start again.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while Kafka was started.", e);
        }
    }

    /**
     * A coordinator that has not yet begun to load its log lists nothing, as if there were nothing. Asked for one thing,
     * it answers only when it has loaded all; so both are asked for something that does not exist.
     */
    private static void awaitCoordinators(Admin admin) throws ExecutionException, InterruptedException {
        awaitAnswer(
                admin.describeTransactions(Set.of(NOBODY)).description(NOBODY), TransactionalIdNotFoundException.class);
        awaitAnswer(
                admin.describeConsumerGroups(Set.of(NOBODY)).describedGroups().get(NOBODY),
                GroupIdNotFoundException.class);
    }

    private static void awaitAnswer(KafkaFuture<?> answer, Class<? extends Exception> expected)
            throws ExecutionException, InterruptedException {
        try {
            answer.get();
        } catch (ExecutionException e) {
            if (!expected.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    private static void abortTransactions(Admin admin) throws ExecutionException, InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        List<String> open = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        if (!open.isEmpty()) {
            // Fencing a producer starts a new epoch for it, and with that aborts what the old one left open.
            admin.fenceProducers(open).all().get();
            LOG.info("Aborted {} transactions that the last run left open", open.size());
        }
    }

    private static void endHangingTransactions(String bootstrapServers)
            throws ExecutionException, InterruptedException {
        try (HangingTransactions hanging =
                new HangingTransactions(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            hanging.endAll();
        }
    }

    private static void removeMembers(Admin admin) throws ExecutionException, InterruptedException {
        ListGroupsOptions consumers =
                new ListGroupsOptions().withTypes(Set.of(GroupType.CLASSIC)).withProtocolTypes(Set.of("consumer"));
        for (GroupListing group : admin.listGroups(consumers).all().get()) {
            if (!group.groupState().equals(Optional.of(GroupState.EMPTY))) {
                admin.removeMembersFromConsumerGroup(group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
                LOG.info("Removed the members that the last run left in the group {}", group.groupId());
            }
        }
    }
}
