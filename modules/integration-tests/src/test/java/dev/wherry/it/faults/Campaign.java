package dev.wherry.it.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/** Injects one fault after another while events are written, and compares the result with the truth after each. */
final class Campaign implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int ROUNDS_BETWEEN_AUDITS = 25;
    private static final int ROUNDS_BETWEEN_ERASURES = 20;

    private final TestCluster cluster;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final TruthComparison comparison;
    private final CampaignErasure erasure;
    private final Random random;
    private final List<Fault> faults;
    private final FaultStatistics statistics = new FaultStatistics();
    private int rounds;

    Campaign(TestCluster cluster, long seed, double rate) throws IOException {
        this.cluster = cluster;
        random = new Random(seed);
        writers = new EventWriters(cluster, seed, rate);
        operator = new SimulatedOperator(cluster);
        comparison = new TruthComparison(cluster, writers, operator, TIMEOUT);
        erasure = new CampaignErasure(cluster);
        faults = new ArrayList<>();
        faults.addAll(ProcessFaults.all());
        faults.addAll(NetworkFaults.all());
        faults.addAll(DatabaseFaults.all());
        faults.addAll(FailurePoints.all());
        faults.addAll(SnapshotPoints.all());
        faults.addAll(FilesystemFaults.all(cluster, writers));
    }

    /** All faults that are possible on this machine. */
    List<Fault> faults() {
        return faults;
    }

    FaultStatistics statistics() {
        return statistics;
    }

    BranchClerk clerk() {
        return writers.clerk();
    }

    /** A summary of what the operator had to do besides restarting ended processes and failed tasks, and of the clerk's commands. */
    String interventions() {
        return operator.interventions()
                + erasure.summary()
                + "rows brought in by wherry quarantine retry: %d; failures of the command: %s%n"
                        .formatted(
                                clerk().resolved(),
                                clerk().failures().stream().distinct().toList());
    }

    /**
     * Injects all faults in random order, sometimes two at once, and repeats this in a new order until the time is up.
     */
    void runFor(Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        List<Fault> next = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            if (next.size() < 2) {
                Collections.shuffle(faults, random);
                next.addAll(faults);
            }
            int together = random.nextInt(4) == 0 ? 2 : 1;
            List<Fault> round = List.copyOf(next.subList(0, together));
            next.subList(0, together).clear();
            round(round);
            if (rounds % ROUNDS_BETWEEN_ERASURES == 0) {
                erase();
            }
            if (rounds % ROUNDS_BETWEEN_AUDITS == 0) {
                audit();
            }
        }
        audit();
    }

    /**
     * Erases a card with {@code wherry erase}, which is killed now and then, and compares.
     *
     * @throws UnbalancedBooksException if anything of it is left, or anything else is lost
     */
    void erase() throws Exception {
        long started = System.nanoTime();
        long card = writers.probes().anyErasable(random);
        writers.pauseToCompare();
        failIfAny(comparison.compare().differences());
        erasure.erase(card, random);
        writers.probes().erased(card);
        operator.await("recovered from an erasure", TIMEOUT, comparison::isRunning);
        comparison.readAgain();
        List<String> differences = new ArrayList<>(comparison.compare().differences());
        differences.addAll(erasure.traces(card));
        System.out.printf(
                "     erasure of card %d: %s, %.1f s%n",
                card, differences.isEmpty() ? "nothing is left" : differences, (System.nanoTime() - started) / 1e9);
        failIfAny(differences);
        audit();
    }

    /** Compares, recounts everything, and lets the writers continue. */
    void audit() throws Exception {
        long started = System.nanoTime();
        writers.pauseToCompare();
        failIfAny(comparison.compare().differences());
        List<String> differences = AuditCheck.differences(cluster);
        System.out.printf(
                "     audit of %d events: %s, %.1f s%n",
                writers.written(),
                differences.isEmpty() ? "the books balance" : differences.size() + " differences",
                (System.nanoTime() - started) / 1e9);
        failIfAny(differences);
        writers.resumeCompared();
    }

    private void failIfAny(List<String> differences) throws UnbalancedBooksException {
        if (!differences.isEmpty()) {
            cluster.keepDisk();
            throw new UnbalancedBooksException(differences);
        }
    }

    /**
     * Injects the given faults together, waits for recovery and compares.
     *
     * @return the faults that took place; some wait for a moment that may not come
     * @throws UnbalancedBooksException if an event is lost, published twice or stuck
     */
    List<Fault> round(List<Fault> together) throws Exception {
        rounds++;
        Thread.sleep(300 + random.nextLong(1_200)); // so that the fault hits the pipeline in a random state
        List<Fault> injected = new ArrayList<>();
        for (Fault fault : together) {
            if (fault.injection().inject(cluster, random)) {
                injected.add(fault);
            }
        }
        long injectedAt = System.nanoTime();
        long probe = writers.probes().writeProbe();
        boolean recovered = awaitRecovery(probe);
        Duration recovery = Duration.ofNanos(System.nanoTime() - injectedAt);
        writers.pauseToCompare();
        TruthComparison.Finding finding = comparison.compare();
        if (!recovered) {
            finding.differences().add("recovery took longer than " + TIMEOUT);
        }
        List<String> failed = operator.takeFailures();
        statistics.add(injected, recovery, failed, finding);
        System.out.printf(
                "%3d  %-60s recovery %5.1f s, check %4.1f s, %d events%s%s%n",
                rounds,
                String.join(" + ", injected.stream().map(Fault::name).toList()),
                recovery.toMillis() / 1000.0,
                (System.nanoTime() - injectedAt - recovery.toNanos()) / 1e9,
                writers.written(),
                failed.isEmpty() ? "" : ", tasks restarted: " + failed.size(),
                recovered ? "" : ", NOT RECOVERED");
        failIfAny(finding.differences());
        writers.resumeCompared();
        return injected;
    }

    private boolean awaitRecovery(long probe) {
        try {
            operator.await("recovered", TIMEOUT, () -> isVisible(probe) && comparison.isRunning());
            return true;
        } catch (ConditionTimeoutException timedOut) {
            return false;
        }
    }

    private boolean isVisible(long probe) {
        try {
            return comparison.warehouse().hasCard(probe);
        } catch (SQLException unavailable) {
            return false;
        }
    }

    /** The warehouse does not hold what was written. */
    static final class UnbalancedBooksException extends Exception {
        private static final long serialVersionUID = 1;

        private final ArrayList<String> differences;

        UnbalancedBooksException(List<String> differences) {
            super(String.join(System.lineSeparator(), differences));
            this.differences = new ArrayList<>(differences);
        }

        List<String> differences() {
            return differences;
        }
    }

    @Override
    public void close() throws Exception {
        comparison.close();
        writers.close();
    }
}
