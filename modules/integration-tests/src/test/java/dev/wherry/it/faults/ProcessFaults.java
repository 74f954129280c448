package dev.wherry.it.faults;

import dev.wherry.testing.process.ChildProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Faults of processes: kill, freeze, replace, restart. */
final class ProcessFaults {
    private record Target(String name, Function<TestCluster, PipelineComponent> component) {}

    private static final List<Target> TARGETS = List.of(
            new Target("source worker", cluster -> cluster.source().worker()),
            new Target("streams app", TestCluster::streams),
            new Target("sink worker", cluster -> cluster.sink().worker()),
            new Target("broker", TestCluster::broker),
            new Target("PostgreSQL", TestCluster::postgres));

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Target target : TARGETS) {
            faults.add(Fault.certain("kill", "kill -9: " + target.name, (cluster, random) -> target.component
                    .apply(cluster)
                    .kill()));
            faults.add(Fault.certain(
                    "freeze",
                    "frozen for longer than all timeouts: " + target.name,
                    (cluster, random) -> freeze(target.component.apply(cluster))));
        }
        for (Target target : TARGETS.subList(0, 3)) {
            faults.add(Fault.certain(
                    "replace",
                    "frozen, replaced, then resumed: " + target.name,
                    (cluster, random) -> replace((ProcessComponent) target.component.apply(cluster), random)));
        }
        faults.add(Fault.certain("immediate", "immediate shutdown: PostgreSQL", (cluster, random) -> cluster.postgres()
                .stopImmediately()));
        faults.add(Fault.certain("several", "kill -9: several at once", ProcessFaults::killSeveral));
        faults.add(Fault.certain("all", "kill -9: everything, started together", (cluster, random) -> {
            for (PipelineComponent component : cluster.components()) {
                component.kill();
            }
        }));
        faults.add(Fault.certain("restart", "stopped and started: everything", ProcessFaults::restart));
        return faults;
    }

    private static void freeze(PipelineComponent component) throws Exception {
        component.freeze();
        Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis());
        component.thaw();
    }

    /** Resumes a frozen process while its replacement runs, so that it acts as a zombie for a while. */
    private static void replace(ProcessComponent component, RandomGenerator random) throws Exception {
        component.freeze();
        ChildProcess zombie = component.process();
        try {
            Thread.sleep(random.nextLong(1_000));
            component.start();
            Thread.sleep(TestCluster.LONGER_THAN_TIMEOUTS.toMillis() + random.nextLong(2_000));
            zombie.thaw();
            Thread.sleep(1_000 + random.nextLong(2_000));
        } finally {
            zombie.kill();
        }
    }

    private static void killSeveral(TestCluster cluster, RandomGenerator random) throws Exception {
        List<PipelineComponent> components = new ArrayList<>(cluster.components());
        Collections.shuffle(components, new Random(random.nextLong()));
        for (PipelineComponent component : components.subList(0, 2 + random.nextInt(2))) {
            component.kill();
        }
    }

    private static void restart(TestCluster cluster, RandomGenerator random) throws Exception {
        List<PipelineComponent> reverseOrder = new ArrayList<>(cluster.components());
        Collections.reverse(reverseOrder);
        for (PipelineComponent component : reverseOrder) {
            component.stop();
        }
    }
}
