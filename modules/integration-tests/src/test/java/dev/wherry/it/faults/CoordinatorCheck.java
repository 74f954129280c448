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
 * Whether a broker's coordinators of groups and transactions answer. One that is killed and started again may elect itself, resign
 * and elect itself again within a second; if the first loading of its log is not over by then, a coordinator can stay
 * unavailable for good, although the broker looks well otherwise.
 */
final class CoordinatorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String ANY = "anything";

    private CoordinatorCheck() {}

    static boolean answer(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(PATIENCE.toMillis()),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Long.toString(PATIENCE.toMillis())))) {
            return answered(admin.describeConsumerGroups(List.of(ANY)).all())
                    && answered(admin.describeTransactions(Set.of(ANY)).all());
        }
    }

    /** To say that there is no such thing is an answer, too. */
    private static boolean answered(KafkaFuture<?> question) throws InterruptedException {
        try {
            question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException silent) {
            return false;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException);
        }
    }
}
