package dev.wherry.it.faults;

import java.util.random.RandomGenerator;

/**
 * Something that goes wrong.
 *
 * @param group of several faults that do the same to different parts, what they do
 * @param name what it is in a table of all faults
 * @param injection lets it happen, and returns when it is over as far as it ever ends by itself: processes that were
 *     killed stay so
 */
record Fault(String group, String name, Injection injection) {
    @FunctionalInterface
    interface Injection {
        /** Returns whether it has happened: some wait for a moment that may not come. */
        boolean inject(TestCluster rig, RandomGenerator random) throws Exception;
    }

    @FunctionalInterface
    interface Certain {
        void inject(TestCluster rig, RandomGenerator random) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }

    static Fault certain(String group, String name, Certain injection) {
        return new Fault(group, name, (rig, random) -> {
            injection.inject(rig, random);
            return true;
        });
    }
}
