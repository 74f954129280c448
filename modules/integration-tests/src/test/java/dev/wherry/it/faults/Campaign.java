package dev.wherry.it.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Breaks one thing after the other while events are written, and holds the books against the truth after each. */
final class Campaign implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROUNDS_BETWEEN_AUDITS = 25;

    private final TestCluster rig;
    private final EventWriters writers;
    private final SimulatedOperator operator;
    private final TruthComparison reconciliation;
    private final Random random;
    private final List<Fault> faults;
    private final FaultStatistics tally = new FaultStatistics();
    private int rounds;

    Campaign(TestCluster rig, long seed, double rate) throws IOException {
        this.rig = rig;
        random = new Random(seed);
        writers = new EventWriters(rig.inbox(), seed, rate);
        operator = new SimulatedOperator(rig);
        reconciliation = new TruthComparison(rig, writers, operator, PATIENCE);
        faults = new ArrayList<>();
        faults.addAll(ProcessFaults.all());
        faults.addAll(NetworkFaults.all());
        faults.addAll(DatabaseFaults.all());
        faults.addAll(FailurePoints.all());
        faults.addAll(FilesystemFaults.all(rig, writers));
    }

    /** All that it can let happen here. */
    List<Fault> faults() {
        return faults;
    }

    FaultStatistics tally() {
        return tally;
    }

    /** What an operator had to do, besides starting and restarting. */
    String interventions() {
        return operator.interventions();
    }

    /**
     * Lets each fault happen once, then begins again in another order, until the time is over; one after the other, now and
     * then two at once.
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
            if (rounds % ROUNDS_BETWEEN_AUDITS == 0) {
                audit();
            }
        }
        audit();
    }

    private void audit() throws Exception {
        long began = System.nanoTime();
        writers.pause();
        List<String> differences = AuditCheck.of(rig);
        System.out.printf(
                "     audit of %d events: %s, %.1f s%n",
                writers.written(),
                differences.isEmpty() ? "the books balance" : differences.size() + " differences",
                (System.nanoTime() - began) / 1e9);
        failIfAny(differences);
        writers.resume();
    }

    private void failIfAny(List<String> differences) throws BooksDoNotBalance {
        if (!differences.isEmpty()) {
            rig.keepDisk();
            throw new BooksDoNotBalance(differences);
        }
    }

    /** Returns what has happened of it. Throws BooksDoNotBalance if anything is lost, there twice, or stuck. */
    List<Fault> round(List<Fault> together) throws Exception {
        rounds++;
        Thread.sleep(300 + random.nextLong(1_200)); // so that it hits whatever is under way
        List<Fault> injected = new ArrayList<>();
        for (Fault fault : together) {
            if (fault.injection().inject(rig, random)) {
                injected.add(fault);
            }
        }
        long over = System.nanoTime();
        long probe = writers.probes().drop();
        boolean recovered = awaitRecovery(probe);
        Duration recovery = Duration.ofNanos(System.nanoTime() - over);
        writers.pause();
        TruthComparison.Finding finding = reconciliation.compare();
        if (!recovered) {
            finding.differences().add("it took longer than " + PATIENCE + " to recover");
        }
        List<String> failed = operator.failures();
        tally.add(injected, recovery, failed, finding);
        System.out.printf(
                "%3d  %-60s recovery %5.1f s, check %4.1f s, %d events%s%s%n",
                rounds,
                String.join(" + ", injected.stream().map(Fault::name).toList()),
                recovery.toMillis() / 1000.0,
                (System.nanoTime() - over - recovery.toNanos()) / 1e9,
                writers.written(),
                failed.isEmpty() ? "" : ", tasks restarted: " + failed.size(),
                recovered ? "" : ", NOT RECOVERED");
        failIfAny(finding.differences());
        writers.resume();
        return injected;
    }

    private boolean awaitRecovery(long probe) throws Exception {
        try {
            operator.await(PATIENCE, () -> arrived(probe) && reconciliation.allRun(), () -> "not recovered");
            return true;
        } catch (AssertionError late) {
            return false;
        }
    }

    private boolean arrived(long probe) {
        try {
            return reconciliation.warehouse().hasCard(probe);
        } catch (SQLException away) {
            return false;
        }
    }

    /** What was written and what is in the warehouse are not the same. */
    static final class BooksDoNotBalance extends Exception {
        private static final long serialVersionUID = 1;

        private final ArrayList<String> differences;

        BooksDoNotBalance(List<String> differences) {
            super(String.join(System.lineSeparator(), differences));
            this.differences = new ArrayList<>(differences);
        }

        List<String> differences() {
            return differences;
        }
    }

    @Override
    public void close() throws Exception {
        reconciliation.close();
        writers.close();
    }
}
