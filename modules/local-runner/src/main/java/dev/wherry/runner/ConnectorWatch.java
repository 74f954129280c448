package dev.wherry.runner;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restarts what fails of the connectors, as an operator would; Connect never does. A worker that stood still for longer than
 * its transactions may last, such as a laptop's that slept, fails tasks that have nothing wrong with them.
 */
final class ConnectorWatch {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** When a connector that had failed was restarted, and how long it is then left alone. */
    private record Trouble(long restarted, Duration pause) {}

    private final URI connect;
    private final PrintWriter out;
    private final Map<String, Trouble> troubles = new HashMap<>();

    ConnectorWatch(URI connect, PrintWriter out) {
        this.connect = connect;
        this.out = out;
    }

    /** Goes on until it is interrupted. What fails again and again is restarted after longer and longer pauses, up to five minutes. */
    void run(List<String> names) throws InterruptedException {
        while (true) {
            for (String name : names) {
                try {
                    check(name, new ConnectCluster(connect, ROUND));
                } catch (PipelineFailedException noWorker) {
                    say(noWorker.getMessage());
                }
            }
            Thread.sleep(ROUND.toMillis());
        }
    }

    private void check(String name, ConnectCluster cluster) throws InterruptedException {
        List<String> failures = cluster.failures(name);
        Trouble trouble = troubles.get(name);
        long now = System.nanoTime();
        if (failures.isEmpty()) {
            if (trouble != null && now - trouble.restarted() > LONGEST_PAUSE.toNanos()) {
                troubles.remove(name);
            }
        } else if (trouble == null
                || now - trouble.restarted() > trouble.pause().toNanos()) {
            say(String.join("; ", failures) + "; it is started again");
            cluster.restartFailed(name);
            Duration pause = trouble == null ? ROUND : trouble.pause().multipliedBy(2);
            troubles.put(name, new Trouble(now, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
        }
    }

    private void say(String what) {
        out.println(what);
        out.flush();
    }
}
