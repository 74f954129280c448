package dev.wherry.it.faults;

import dev.wherry.testing.process.ChildProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What happens to processes. */
final class ProcessFaults {
    private record Which(String name, Function<TestCluster, PipelineComponent> part) {}

    private static final List<Which> PARTS = List.of(
            new Which("source worker", rig -> rig.source().worker()),
            new Which("streams app", TestCluster::streams),
            new Which("sink worker", rig -> rig.sink().worker()),
            new Which("broker", TestCluster::broker),
            new Which("PostgreSQL", TestCluster::postgres));

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Which which : PARTS) {
            faults.add(Fault.certain("kill", "kill -9: " + which.name, (rig, random) -> which.part
                    .apply(rig)
                    .kill()));
            faults.add(Fault.certain(
                    "freeze",
                    "frozen for longer than all timeouts: " + which.name,
                    (rig, random) -> freeze(which.part.apply(rig))));
        }
        for (Which which : PARTS.subList(0, 3)) {
            faults.add(Fault.certain(
                    "replace",
                    "frozen, replaced, then alive again: " + which.name,
                    (rig, random) -> replace((ProcessComponent) which.part.apply(rig), random)));
        }
        faults.add(Fault.certain("immediate", "immediate shutdown: PostgreSQL", (rig, random) -> rig.postgres()
                .stopImmediately()));
        faults.add(Fault.certain("several", "kill -9: several at once", ProcessFaults::killSeveral));
        faults.add(Fault.certain("all", "kill -9: everything, started together", (rig, random) -> {
            for (PipelineComponent part : rig.parts()) {
                part.kill();
            }
        }));
        faults.add(Fault.certain("restart", "stopped and started: everything", ProcessFaults::restart));
        return faults;
    }

    private static void freeze(PipelineComponent part) throws Exception {
        part.freeze();
        Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
        part.thaw();
    }

    /** The zombie wakes while its successor works, and is given a while to do its worst. */
    private static void replace(ProcessComponent program, RandomGenerator random) throws Exception {
        program.freeze();
        ChildProcess zombie = program.process();
        try {
            Thread.sleep(random.nextLong(1_000));
            program.start();
            Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis() + random.nextLong(2_000));
            zombie.thaw();
            Thread.sleep(1_000 + random.nextLong(2_000));
        } finally {
            zombie.kill();
        }
    }

    private static void killSeveral(TestCluster rig, RandomGenerator random) throws Exception {
        List<PipelineComponent> parts = new ArrayList<>(rig.parts());
        Collections.shuffle(parts, new Random(random.nextLong()));
        for (PipelineComponent part : parts.subList(0, 2 + random.nextInt(2))) {
            part.kill();
        }
    }

    private static void restart(TestCluster rig, RandomGenerator random) throws Exception {
        List<PipelineComponent> lastToFirst = new ArrayList<>(rig.parts());
        Collections.reverse(lastToFirst);
        for (PipelineComponent part : lastToFirst) {
            part.stop();
        }
    }
}
