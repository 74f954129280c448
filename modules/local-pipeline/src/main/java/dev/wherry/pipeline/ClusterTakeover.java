package dev.wherry.pipeline;

import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.connectors.ConnectorConfigs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Takes over a given Kafka cluster before the clients of a pipeline connect to it. Topics, groups and connectors have
 * fixed names, so one pipeline at a time can run on a cluster. What a killed run of the same home left behind would block
 * this one until it times out, and is ended.
 */
final class ClusterTakeover {
    private final Admin admin;
    private final String clientId;

    private ClusterTakeover(Admin admin, String clientId) {
        this.admin = admin;
        this.clientId = clientId;
    }

    /**
     * @param kafka Kafka client settings
     * @param clientId the start of the client ids of this home's consumers
     * @throws ServiceException if another pipeline is running on the cluster
     */
    static void run(Map<String, String> kafka, String clientId) {
        try (Admin admin = Admin.create(Map.copyOf(kafka))) {
            new ClusterTakeover(admin, clientId).run();
        } catch (ExecutionException failure) {
            throw new ServiceException(
                    "Whether another pipeline runs on this Kafka cannot be determined: "
                            + failure.getCause().getMessage(),
                    failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while Kafka was checked.", interrupted);
        }
    }

    private void run() throws ExecutionException, InterruptedException {
        List<String> leftGroups = new ArrayList<>();
        for (String group : List.of(EmbeddedStreamsConfig.APPLICATION_ID, "connect-" + ConnectorConfigs.SINK)) {
            Collection<MemberDescription> members = members(group);
            requireOwn(group, members);
            if (!members.isEmpty()) {
                leftGroups.add(group);
            }
        }
        for (String group : leftGroups) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
        abortTransactions();
    }

    private Collection<MemberDescription> members(String group) throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw failure;
        }
    }

    private void requireOwn(String group, Collection<MemberDescription> members) {
        List<String> others = members.stream()
                .filter(member -> !member.clientId().startsWith(clientId))
                .map(member -> member.clientId() + " on " + member.host())
                .toList();
        if (!others.isEmpty()) {
            throw new ServiceException("Another pipeline runs on this Kafka: its group " + group + " has the members "
                    + String.join(", ", others) + ". Stop it, or use another Kafka: two pipelines on one Kafka would"
                    + " share their topics. (A killed one counts as running for 45 s.)");
        }
    }

    /** The streams app aborts its own: it keeps its transactional ids. */
    private void abortTransactions() throws ExecutionException, InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        List<String> left = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(PipelineMode::isOfGivenWorker)
                .toList();
        if (!left.isEmpty()) {
            admin.fenceProducers(left).all().get();
        }
    }
}
