package dev.wherry.it.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/**
 * Checks whether the group and transaction coordinators of a broker respond. A broker that is killed and restarted may
 * elect itself, resign and elect itself again within a second. If the first loading of the log is not over by then, a
 * coordinator can stay unavailable for good, although the broker looks healthy otherwise.
 */
final class CoordinatorCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String NONEXISTENT = "anything";

    private CoordinatorCheck() {}

    static boolean respond(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(TIMEOUT.toMillis()),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Long.toString(TIMEOUT.toMillis())))) {
            return hasResponse(
                            admin.describeConsumerGroups(List.of(NONEXISTENT)).all())
                    && hasResponse(
                            admin.describeTransactions(Set.of(NONEXISTENT)).all());
        }
    }

    /** An error such as an unknown group is a response as well. */
    private static boolean hasResponse(KafkaFuture<?> future) throws InterruptedException {
        try {
            future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException noResponse) {
            return false;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException);
        }
    }
}
