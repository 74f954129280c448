package dev.wherry.operations.transactions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Writes a transaction marker into a partition, as the transaction's coordinator would. Kafka's Admin client can write
 * abort markers only.
 */
final class TransactionMarkerWriter {
    private static final int TIMEOUT_MS = 30_000;

    private final Map<String, ?> client;

    /** @param client Kafka client settings */
    TransactionMarkerWriter(Map<String, ?> client) {
        this.client = client;
    }

    /**
     * Returns once the marker is in the partition.
     *
     * @throws org.apache.kafka.common.errors.ApiException if the broker rejects it
     */
    void write(HangingTransaction transaction, boolean commit, Node leader) {
        AdminClientConfig config = new AdminClientConfig(client);
        try (Metrics metrics = new Metrics();
                NetworkClient network = ClientUtils.createNetworkClient(
                        config,
                        "wherry-transactions",
                        metrics,
                        "wherry-transactions",
                        new LogContext(),
                        new ApiVersions(),
                        Time.SYSTEM,
                        1,
                        TIMEOUT_MS,
                        null,
                        new ManualMetadataUpdater(List.of(leader)),
                        new DefaultHostResolver(),
                        null,
                        null)) {
            NetworkClientUtils.awaitReady(network, leader, Time.SYSTEM, TIMEOUT_MS);
            ClientRequest request = network.newClientRequest(
                    leader.idString(), request(transaction, commit), Time.SYSTEM.milliseconds(), true);
            WriteTxnMarkersResponse response =
                    (WriteTxnMarkersResponse) NetworkClientUtils.sendAndReceive(network, request, Time.SYSTEM)
                            .responseBody();
            Errors error =
                    response.errorsByProducerId().get(transaction.producerId()).get(transaction.partition());
            error.maybeThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static WriteTxnMarkersRequest.Builder request(HangingTransaction transaction, boolean commit) {
        return new WriteTxnMarkersRequest.Builder(new WriteTxnMarkersRequestData()
                .setMarkers(List.of(new WritableTxnMarker()
                        .setProducerId(transaction.producerId())
                        .setProducerEpoch(transaction.producerEpoch())
                        .setCoordinatorEpoch(transaction.coordinatorEpoch())
                        .setTransactionResult(commit)
                        .setTopics(List.of(new WritableTxnMarkerTopic()
                                .setName(transaction.partition().topic())
                                .setPartitionIndexes(
                                        List.of(transaction.partition().partition())))))));
    }
}
