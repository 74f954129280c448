package dev.wherry.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Buffers a fixed number of writes. Each further write releases a random one. */
final class ShuffleBuffer {
    private final int size;
    private final RandomGenerator random;
    private final List<FileWrite> buffer = new ArrayList<>();

    ShuffleBuffer(int size, RandomGenerator random) {
        this.size = size;
        this.random = random;
    }

    void add(FileWrite write, List<FileWrite> released) {
        buffer.add(write);
        if (buffer.size() > size) {
            released.add(removeRandom());
        }
    }

    void drainTo(List<FileWrite> released) {
        while (!buffer.isEmpty()) {
            released.add(removeRandom());
        }
    }

    private FileWrite removeRandom() {
        int index = random.nextInt(buffer.size());
        FileWrite removed = buffer.get(index);
        // The last one takes its place, so that no others move. Their order has no meaning.
        FileWrite last = buffer.remove(buffer.size() - 1);
        if (last != removed) {
            buffer.set(index, last);
        }
        return removed;
    }
}
