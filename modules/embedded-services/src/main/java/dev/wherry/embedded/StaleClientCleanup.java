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
 * Cleans up after clients that died with the previous process. A home belongs to one process, so when its broker has
 * just started, no open transaction has a live producer and no group a live member. Without the cleanup, a transaction
 * blocks committed reads until it times out after a minute, and a member blocks the partitions of its group for 45 s.
 */
final class StaleClientCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(StaleClientCleanup.class);
    private static final String UNKNOWN_ID = "unknown";

    private StaleClientCleanup() {}

    static void cleanUp(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // the coordinators load within a moment; the default waits up to a second between two requests
                AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                "100"))) {
            awaitCoordinators(admin);
            abortTransactions(admin);
            endHangingTransactions(bootstrapServers);
            removeMembers(admin);
        } catch (ExecutionException e) {
            throw new ServiceException(
                    "Transactions and group members of the previous run cannot be cleaned up ("
                            + e.getCause().getMessage() + "): start again.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while Kafka was starting.", e);
        }
    }

    /**
     * A coordinator that has not yet started to load its log lists nothing, without an error. A request for a single id
     * is answered only after the log is loaded, so both coordinators are asked for an id that does not exist.
     */
    private static void awaitCoordinators(Admin admin) throws ExecutionException, InterruptedException {
        awaitResponse(
                admin.describeTransactions(Set.of(UNKNOWN_ID)).description(UNKNOWN_ID),
                TransactionalIdNotFoundException.class);
        awaitResponse(
                admin.describeConsumerGroups(Set.of(UNKNOWN_ID))
                        .describedGroups()
                        .get(UNKNOWN_ID),
                GroupIdNotFoundException.class);
    }

    private static void awaitResponse(KafkaFuture<?> response, Class<? extends Exception> expected)
            throws ExecutionException, InterruptedException {
        try {
            response.get();
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
            // Fencing a producer starts a new epoch and thereby aborts the open transaction of the old one.
            admin.fenceProducers(open).all().get();
            LOG.info("Aborted {} open transactions of the previous run", open.size());
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
                LOG.info("Removed the members of the previous run from group {}", group.groupId());
            }
        }
    }
}
