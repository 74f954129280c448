package dev.wherry.it.faults;

import java.util.random.RandomGenerator;

/**
 * A fault that a campaign can inject.
 *
 * @param group kind of fault, shared by faults that do the same to different components
 * @param name unique name, as in the table of all faults
 * @param injection injects the fault and returns when it is over. Killed processes stay dead
 */
record Fault(String group, String name, Injection injection) {
    @FunctionalInterface
    interface Injection {
        /** Returns whether the fault took place; some wait for a moment that may not come. */
        boolean inject(TestCluster cluster, RandomGenerator random) throws Exception;
    }

    @FunctionalInterface
    interface CertainInjection {
        void inject(TestCluster cluster, RandomGenerator random) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Creates a fault that always takes place. */
    static Fault certain(String group, String name, CertainInjection injection) {
        return new Fault(group, name, (cluster, random) -> {
            injection.inject(cluster, random);
            return true;
        });
    }
}
