package dev.wherry.it.faults;

import dev.wherry.it.Await;
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

/**
 * Does what a service manager and an operator do: starts again what has ended, restarts what Connect says has failed, and
 * where something does not recover looks for what they know to look for.
 */
final class SimulatedOperator {
    private static final long BETWEEN_STARTS = Duration.ofSeconds(2).toNanos();
    private static final long BETWEEN_LOOKS = Duration.ofMillis(500).toNanos();
    /** Longer than any transaction lasts. */
    private static final long LOOK_FOR_HANGING = Duration.ofSeconds(15).toNanos();
    /** Longer than what waits for a timeout takes. */
    private static final long LOOK_HARD = Duration.ofSeconds(60).toNanos();

    private final TestCluster rig;
    private final Map<PipelineComponent, Long> started = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int brokerRestarts;
    private int connectorRestarts;
    private int hangingCommitted;
    private int hangingAborted;
    private long looked = System.nanoTime() - BETWEEN_LOOKS;

    SimulatedOperator(TestCluster rig) {
        this.rig = rig;
    }

    /** To be called again and again; mostly it does nothing. */
    void tend() throws Exception {
        if (System.nanoTime() - looked < BETWEEN_LOOKS) {
            return;
        }
        looked = System.nanoTime();
        for (PipelineComponent part : rig.parts()) {
            long last = started.getOrDefault(part, System.nanoTime() - BETWEEN_STARTS);
            if (!part.isAlive() && System.nanoTime() - last >= BETWEEN_STARTS) {
                part.start();
                started.put(part, System.nanoTime());
            }
        }
        if (rig.source().worker().isAlive()) {
            failures.addAll(rig.source().restartFailed());
        }
        if (rig.sink().worker().isAlive()) {
            failures.addAll(rig.sink().restartFailed());
        }
    }

    /** Tends until the condition holds. Fails if it does not come to hold in time. */
    void await(Duration patience, Await.Condition condition, Callable<String> otherwise) throws Exception {
        long began = System.nanoTime();
        long[] nextLooks = {began + LOOK_FOR_HANGING, began + LOOK_HARD};
        Await.until(
                patience,
                () -> {
                    tend();
                    if (System.nanoTime() - nextLooks[0] > 0) {
                        endHangingTransactions();
                        nextLooks[0] = System.nanoTime() + LOOK_FOR_HANGING;
                    }
                    if (System.nanoTime() - nextLooks[1] > 0) {
                        lookHard();
                        nextLooks[1] = System.nanoTime() + LOOK_HARD;
                    }
                    return condition.holds();
                },
                otherwise);
    }

    /** What {@code wherry transactions --end} does. */
    private void endHangingTransactions() throws InterruptedException {
        if (!rig.broker().isAlive()) {
            return;
        }
        try (HangingTransactions hanging = new HangingTransactions(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                rig.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "10000"))) {
            for (HangingTransaction transaction : hanging.endAll()) {
                if (transaction.decision() == TransactionOutcome.COMMITTED) {
                    hangingCommitted++;
                } else {
                    hangingAborted++;
                }
                System.out.println("     ended: " + transaction);
            }
        } catch (ExecutionException | KafkaException away) {
            System.out.println("     the broker does not say what hangs: " + away.getMessage());
        }
    }

    private void lookHard() throws InterruptedException {
        if (!rig.broker().isAlive()) {
            return;
        }
        if (!CoordinatorCheck.answer(rig.bootstrapServers())) {
            System.out.println("     the broker's coordinators do not answer: it is killed and started again");
            rig.broker().kill();
            brokerRestarts++;
            return;
        }
        for (ConnectWorkers cluster : List.of(rig.source(), rig.sink())) {
            if (cluster.worker().isAlive() && !cluster.isRunning()) {
                System.out.println("     restarted: " + cluster.describe());
                cluster.restart();
                connectorRestarts++;
            }
        }
    }

    /** What had to be done beyond starting again what had ended or failed. */
    String interventions() {
        return """
                brokers restarted because their coordinators did not answer: %d
                connectors restarted that did not run, and had not failed: %d
                hanging transactions ended: %d committed, %d aborted
                """.formatted(brokerRestarts, connectorRestarts, hangingCommitted, hangingAborted);
    }

    /** The traces of the tasks that had failed since the last call, and have been restarted. */
    List<String> failures() {
        List<String> since = List.copyOf(failures);
        failures.clear();
        return since;
    }
}
