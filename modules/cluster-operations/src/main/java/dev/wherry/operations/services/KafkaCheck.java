package dev.wherry.operations.services;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Checks that brokers answer, so that a wrong address or setting is told at once instead of retried without end. */
public final class KafkaCheck {
    private static final int TIMEOUT_MS = 5_000;

    private KafkaCheck() {}

    /**
     * The id of the cluster.
     *
     * @param kafka Kafka client settings, at least {@code bootstrap.servers}
     * @throws UnreachableServiceException if no broker answers, or the brokers reject the client
     */
    public static String clusterId(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(config)) {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException failure) {
            throw unreachable(kafka, failure.getCause(), remedy(failure.getCause()));
        } catch (KafkaException failure) {
            throw unreachable(
                    kafka, innermost(failure), "check --bootstrap-servers and the settings in --kafka-config");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable(kafka, interrupted, "try again");
        }
    }

    private static String remedy(Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            return "check ssl.truststore.location in --kafka-config, and the host name in the broker's certificate";
        }
        if (cause instanceof AuthenticationException) {
            return "check sasl.mechanism and sasl.jaas.config in --kafka-config";
        }
        if (cause instanceof TimeoutException) {
            return "check --bootstrap-servers, that the brokers are running, and security.protocol in --kafka-config";
        }
        return "check --bootstrap-servers and --kafka-config";
    }

    private static UnreachableServiceException unreachable(Map<String, String> kafka, Throwable cause, String remedy) {
        String reason = cause instanceof TimeoutException
                ? "no broker answers within " + TIMEOUT_MS / 1000 + " s"
                : OneLine.of(cause);
        return new UnreachableServiceException(
                "Kafka at %s cannot be used (%s): %s."
                        .formatted(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), reason, remedy),
                cause);
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
