package dev.wherry.operations.connectors;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Restarts what fails of the connectors, as an operator would; Connect never does. A worker that stood still for longer than
 * its transactions may last, such as a laptop's that slept, fails tasks that have nothing wrong with them.
 */
public final class ConnectorWatcher {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** When a connector that had failed was restarted, and how long it is then left alone. */
    private record Restart(long at, Duration pause) {}

    private final ConnectRestClient cluster;
    private final Runnable further;
    private final PrintWriter out;
    private final Map<String, Restart> restarts = new HashMap<>();

    /** @param further is done in every round, too */
    public ConnectorWatcher(ConnectRestClient cluster, Runnable further, PrintWriter out) {
        this.cluster = cluster;
        this.further = further;
        this.out = out;
    }

    /** Goes on until it is interrupted. What fails again and again is restarted after longer and longer pauses, up to five minutes. */
    public void run(List<String> names) throws InterruptedException {
        while (true) {
            try {
                check(names, cluster.within(ROUND));
            } catch (ConnectUnavailableException noWorker) {
                say(noWorker.getMessage());
            }
            further.run();
            Thread.sleep(ROUND.toMillis());
        }
    }

    private void check(List<String> names, ConnectRestClient now) throws InterruptedException {
        Map<String, List<ConnectRestClient.Trouble>> failures = now.troubles(names).stream()
                .filter(ConnectRestClient.Trouble::isFailure)
                .collect(Collectors.groupingBy(ConnectRestClient.Trouble::connector));
        restarts.entrySet()
                .removeIf(last -> !failures.containsKey(last.getKey()) && isOver(last.getValue(), LONGEST_PAUSE));
        for (Map.Entry<String, List<ConnectRestClient.Trouble>> failed : failures.entrySet()) {
            Restart last = restarts.get(failed.getKey());
            if (last == null || isOver(last, last.pause())) {
                say(ConnectRestClient.sentence(failed.getValue()) + "; it is started again");
                now.restartFailed(failed.getKey());
                Duration pause = last == null ? ROUND : last.pause().multipliedBy(2);
                restarts.put(
                        failed.getKey(),
                        new Restart(System.nanoTime(), pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
            }
        }
    }

    private static boolean isOver(Restart last, Duration pause) {
        return System.nanoTime() - last.at() > pause.toNanos();
    }

    private void say(String what) {
        out.println(what);
        out.flush();
    }
}
