package dev.wherry.operations.connectors;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Restarts failed connectors and tasks, which Connect never does. A worker that was suspended for longer than its
 * transaction timeout, for example on a laptop that slept, fails tasks that only need a restart.
 */
public final class ConnectorWatcher {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

    /** When a failed connector was restarted, and how long to wait before the next restart. */
    private record Restart(long nanoTime, Duration backoff) {}

    private final ConnectRestClient client;
    private final Runnable additionalCheck;
    private final Consumer<String> listener;
    private final Map<String, Restart> restarts = new HashMap<>();

    /**
     * @param additionalCheck runs after every check
     * @param listener receives a sentence for every restart
     */
    public ConnectorWatcher(ConnectRestClient client, Runnable additionalCheck, Consumer<String> listener) {
        this.client = client;
        this.additionalCheck = additionalCheck;
        this.listener = listener;
    }

    /** Runs until interrupted. The delay before a restart doubles with each failure, up to five minutes. */
    public void run(List<String> names) throws InterruptedException {
        while (true) {
            try {
                check(names, client.withTimeout(INTERVAL));
            } catch (ConnectUnavailableException unavailable) {
                listener.accept(unavailable.getMessage());
            }
            additionalCheck.run();
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private void check(List<String> names, ConnectRestClient connect) throws InterruptedException {
        Map<String, List<ConnectRestClient.Problem>> failures = connect.problems(names).stream()
                .filter(ConnectRestClient.Problem::isFailure)
                .collect(Collectors.groupingBy(ConnectRestClient.Problem::connector));
        restarts.entrySet()
                .removeIf(last -> !failures.containsKey(last.getKey()) && isOver(last.getValue(), MAX_BACKOFF));
        for (Map.Entry<String, List<ConnectRestClient.Problem>> failed : failures.entrySet()) {
            Restart last = restarts.get(failed.getKey());
            if (last == null || isOver(last, last.backoff())) {
                listener.accept(ConnectRestClient.describe(failed.getValue()) + "; restarting");
                connect.restartFailed(failed.getKey());
                Duration backoff = last == null ? INTERVAL : last.backoff().multipliedBy(2);
                restarts.put(
                        failed.getKey(),
                        new Restart(System.nanoTime(), backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF));
            }
        }
    }

    private static boolean isOver(Restart last, Duration backoff) {
        return System.nanoTime() - last.nanoTime() > backoff.toNanos();
    }
}
