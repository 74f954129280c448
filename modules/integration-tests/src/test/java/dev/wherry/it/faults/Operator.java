package dev.wherry.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does what a service manager and an operator do: starts again what has ended, and restarts what Connect says has failed. */
final class Operator {
    private static final long BETWEEN_STARTS = Duration.ofSeconds(2).toNanos();
    private static final long BETWEEN_LOOKS = Duration.ofMillis(500).toNanos();

    private final Rig rig;
    private final Map<Part, Long> started = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long looked = System.nanoTime() - BETWEEN_LOOKS;

    Operator(Rig rig) {
        this.rig = rig;
    }

    /** To be called again and again; mostly it does nothing. */
    void tend() throws Exception {
        if (System.nanoTime() - looked < BETWEEN_LOOKS) {
            return;
        }
        looked = System.nanoTime();
        for (Part part : rig.parts()) {
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

    /** For when something takes long: restarts a broker whose coordinators do not answer. Returns whether it has done so. */
    boolean restartSilentBroker() throws InterruptedException {
        if (!rig.broker().isAlive() || Coordinators.answer(rig.bootstrapServers())) {
            return false;
        }
        System.out.println("     the broker's coordinators do not answer: it is killed and started again");
        rig.broker().kill();
        return true;
    }

    /** The traces of the tasks that had failed since the last call, and have been restarted. */
    List<String> failures() {
        List<String> since = List.copyOf(failures);
        failures.clear();
        return since;
    }
}
