package dev.wherry.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Holds back up to so many drops; each one more lets a random one go. */
final class ShuffleBuffer {
    private final int size;
    private final RandomGenerator random;
    private final List<FileWrite> held = new ArrayList<>();

    ShuffleBuffer(int size, RandomGenerator random) {
        this.size = size;
        this.random = random;
    }

    void add(FileWrite drop, List<FileWrite> released) {
        held.add(drop);
        if (held.size() > size) {
            released.add(takeOne());
        }
    }

    void drainTo(List<FileWrite> released) {
        while (!held.isEmpty()) {
            released.add(takeOne());
        }
    }

    private FileWrite takeOne() {
        int index = random.nextInt(held.size());
        FileWrite taken = held.get(index);
        // The last one takes its place: their order is of no meaning, and so nothing has to move up.
        FileWrite last = held.remove(held.size() - 1);
        if (last != taken) {
            held.set(index, last);
        }
        return taken;
    }
}
