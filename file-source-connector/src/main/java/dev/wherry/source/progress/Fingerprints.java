package dev.wherry.source.progress;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fingerprints by index, and the index of each. The hash table holds nothing but indexes, because the fingerprints are
 * in an array already: 16 to 24 bytes a fingerprint, where a map of objects needs 80 more.
 */
final class Fingerprints {
    /** The value of an empty index. */
    static final long NONE = 0;

    static final int NOT_FOUND = -1;

    private static final int INITIAL_SLOTS = 16;

    /** Random, so that nobody can create files whose fingerprints all collide. */
    private final long factor = ThreadLocalRandom.current().nextLong() | 1;

    private long[] byIndex = new long[0];
    /** Open addressing with linear probing; at least half of the slots are empty. Holds indexes, or NOT_FOUND. */
    private int[] slots = emptySlots(INITIAL_SLOTS);

    private int used;

    long get(int index) {
        return byIndex[index];
    }

    /** The index at which the fingerprint was put last, or {@link #NOT_FOUND}. */
    int indexOf(long fingerprint) {
        return slots[slotOf(fingerprint)];
    }

    void resize(int size) {
        byIndex = Arrays.copyOf(byIndex, size);
    }

    /** Replaces the fingerprint at the index. */
    void put(int index, long fingerprint) {
        clear(index);
        if (2 * (used + 1) > slots.length) {
            rehash();
        }
        byIndex[index] = fingerprint;
        insert(index);
    }

    void clear(int index) {
        int slot = slotOf(byIndex[index]);
        // Unless the same fingerprint was put at another index since.
        if (slots[slot] == index) {
            remove(slot);
        }
        byIndex[index] = NONE;
    }

    private void insert(int index) {
        int slot = slotOf(byIndex[index]);
        used += slots[slot] == NOT_FOUND ? 1 : 0;
        slots[slot] = index;
    }

    /** The slot that holds the fingerprint's index, or the empty one that would. */
    private int slotOf(long fingerprint) {
        // The highest bits of the product, as many as number the slots.
        int slot = (int) (fingerprint * factor >>> Long.numberOfLeadingZeros(slots.length) + 1);
        while (slots[slot] != NOT_FOUND && byIndex[slots[slot]] != fingerprint) {
            slot = next(slot);
        }
        return slot;
    }

    /** Empties a slot and reinserts those that follow it, which may be there only because it was occupied. */
    private void remove(int slot) {
        slots[slot] = NOT_FOUND;
        used--;
        for (int next = next(slot); slots[next] != NOT_FOUND; next = next(next)) {
            int index = slots[next];
            slots[next] = NOT_FOUND;
            used--;
            insert(index);
        }
    }

    private void rehash() {
        int[] old = slots;
        slots = emptySlots(2 * old.length);
        used = 0;
        for (int index : old) {
            if (index != NOT_FOUND) {
                insert(index);
            }
        }
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NOT_FOUND);
        return slots;
    }
}
