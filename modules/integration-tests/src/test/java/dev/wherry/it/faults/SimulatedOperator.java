package dev.wherry.it.faults;

import dev.wherry.operations.transactions.HangingTransaction;
import dev.wherry.operations.transactions.HangingTransactions;
import dev.wherry.operations.transactions.TransactionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Plays the component of a service manager and an operator: starts processes that have ended, restarts what Connect
 * reports as failed, and looks for known problems if the pipeline does not recover.
 */
final class SimulatedOperator {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final long START_INTERVAL = Duration.ofSeconds(2).toNanos();
    private static final long CHECK_INTERVAL = Duration.ofMillis(500).toNanos();
    /** Longer than any transaction timeout. */
    private static final long HANGING_TRANSACTIONS_INTERVAL =
            Duration.ofSeconds(15).toNanos();
    /** Longer than any recovery that waits for a timeout. */
    private static final long DIAGNOSIS_INTERVAL = Duration.ofSeconds(60).toNanos();

    private final TestCluster cluster;
    private final Map<PipelineComponent, Long> started = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int brokerRestarts;
    private int connectorRestarts;
    private int hangingCommitted;
    private int hangingAborted;
    private long lastCheck = System.nanoTime() - CHECK_INTERVAL;

    SimulatedOperator(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Checks all components and restarts what needs it. Call this repeatedly; most calls return at once. */
    void tend() throws Exception {
        if (System.nanoTime() - lastCheck < CHECK_INTERVAL) {
            return;
        }
        lastCheck = System.nanoTime();
        for (PipelineComponent component : cluster.components()) {
            long last = started.getOrDefault(component, System.nanoTime() - START_INTERVAL);
            if (!component.isAlive() && System.nanoTime() - last >= START_INTERVAL) {
                component.start();
                started.put(component, System.nanoTime());
            }
        }
        if (cluster.source().worker().isAlive()) {
            failures.addAll(cluster.source().restartFailed());
        }
        if (cluster.sink().worker().isAlive()) {
            failures.addAll(cluster.sink().restartFailed());
        }
    }

    /**
     * Tends the pipeline until the condition is true.
     *
     * @throws ConditionTimeoutException if that takes longer than the timeout
     */
    void await(String expected, Duration timeout, Callable<Boolean> condition) {
        long started = System.nanoTime();
        long[] nextChecks = {started + HANGING_TRANSACTIONS_INTERVAL, started + DIAGNOSIS_INTERVAL};
        Awaitility.await(expected)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(timeout)
                .until(() -> {
                    tend();
                    if (System.nanoTime() - nextChecks[0] > 0) {
                        endHangingTransactions();
                        nextChecks[0] = System.nanoTime() + HANGING_TRANSACTIONS_INTERVAL;
                    }
                    if (System.nanoTime() - nextChecks[1] > 0) {
                        diagnose();
                        nextChecks[1] = System.nanoTime() + DIAGNOSIS_INTERVAL;
                    }
                    return condition.call();
                });
    }

    /** Does the same as {@code wherry transactions --end}. */
    private void endHangingTransactions() throws InterruptedException {
        if (!cluster.broker().isAlive()) {
            return;
        }
        try (HangingTransactions hanging = new HangingTransactions(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "10000"))) {
            for (HangingTransaction transaction : hanging.endAll()) {
                if (transaction.outcome() == TransactionOutcome.COMMITTED) {
                    hangingCommitted++;
                } else {
                    hangingAborted++;
                }
                System.out.println("     ended a hanging transaction: " + transaction);
            }
        } catch (ExecutionException | KafkaException away) {
            System.out.println("     cannot list hanging transactions: " + away.getMessage());
        }
    }

    private void diagnose() throws InterruptedException {
        if (!cluster.broker().isAlive()) {
            return;
        }
        if (!CoordinatorCheck.respond(cluster.bootstrapServers())) {
            System.out.println("     the broker's coordinators do not respond; restarting the broker");
            cluster.broker().kill();
            brokerRestarts++;
            return;
        }
        for (ConnectWorkers workers : List.of(cluster.source(), cluster.sink())) {
            if (workers.worker().isAlive() && !workers.isRunning()) {
                System.out.println("     restarting the connector: " + workers.describe());
                workers.restart();
                connectorRestarts++;
            }
        }
    }

    /** A summary of the interventions other than restarts of ended processes and failed tasks. */
    String interventions() {
        return """
                broker restarts because of unresponsive coordinators: %d
                restarts of connectors that were neither running nor failed: %d
                hanging transactions ended: %d committed, %d aborted
                """.formatted(brokerRestarts, connectorRestarts, hangingCommitted, hangingAborted);
    }

    /** Returns the stack traces of the tasks that were restarted taken the last call. */
    List<String> takeFailures() {
        List<String> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }
}
