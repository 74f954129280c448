package dev.wherry.embedded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts the transactions of producers that died with the last process. A home belongs to one process, so when its
 * broker has just started no open transaction has a living producer; left alone, each would hold up Connect's and
 * everybody's committed reads until its timeout, which is a minute.
 */
final class OrphanTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanTransactions.class);

    private OrphanTransactions() {}

    static void abort(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<String> open = open(admin);
            if (!open.isEmpty()) {
                // Fencing a producer starts a new epoch for it, and with that aborts what the old one left open.
                admin.fenceProducers(open).all().get();
                LOG.info("Aborted {} open transactions of the last run: {}", open.size(), open);
            }
        } catch (ExecutionException e) {
            throw new ServiceException(
                    "Open transactions of the last run cannot be aborted: "
                            + e.getCause().getMessage() + "; start again.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while open transactions of the last run were aborted.", e);
        }
    }

    private static List<String> open(Admin admin) throws ExecutionException, InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        return admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }
}
