package dev.wherry.streams.topology;

import java.util.Arrays;

/**
 * The versions that a store holds of the keys that came lately. They alone decide nearly every contest, and a read of the store costs as
 * much as all else once its records are more than its caches. What is known here is what the store holds: whoever writes the store tells it.
 *
 * <p>A table of slots, four to a set. A key belongs to one set; where that is full, another key of it is forgotten. The table doubles
 * when it is half full, for as long as the {@link Budget} has room. Slots have room for the first key and version, and for somewhat
 * longer ones; what does not fit is not remembered. Not thread-safe.
 */
final class HeldVersions {
    /** Of a slot: the key's length and 1 (0: the slot is empty), and the version's length. Key and version follow. */
    private static final int HEAD = 2;

    private static final int LONGEST_SLOT = 128;
    private static final int WAYS = 4;
    private static final int FEWEST_SETS = 256;
    private static final int LARGEST = 1 << 30;
    private static final int NOWHERE = -1;

    private final Budget budget;
    private byte[] table = new byte[0];
    private int slotSize;
    private int used;
    private int evicted;

    /** @param budget shared with all others of the app */
    HeldVersions(Budget budget) {
        this.budget = budget;
    }

    /** How the challenger's version compares to the one that the store holds of the key; 0 also where that is not known. */
    int compare(byte[] key, byte[] challenger) {
        int slot = find(key);
        if (slot == NOWHERE) {
            return 0;
        }
        int version = slot + HEAD + key.length;
        return Arrays.compareUnsigned(
                challenger,
                CandidateFormat.VERSION,
                CandidateFormat.versionEnd(challenger),
                table,
                version,
                version + table[slot + 1]);
    }

    /** The store holds this of the key now. */
    void remember(byte[] key, byte[] held) {
        int length = CandidateFormat.versionEnd(held) - CandidateFormat.VERSION;
        int needed = HEAD + key.length + length;
        if (table.length == 0) {
            slotSize = Math.min(LONGEST_SLOT, (needed + needed / 4 + 15) & ~15);
        }
        int slot = find(key);
        if (needed > slotSize) {
            forget(slot);
            return;
        }
        if (slot == NOWHERE) {
            slot = free(key);
        }
        if (slot == NOWHERE) {
            return;
        }
        table[slot] = (byte) (key.length + 1);
        table[slot + 1] = (byte) length;
        System.arraycopy(key, 0, table, slot + HEAD, key.length);
        System.arraycopy(held, CandidateFormat.VERSION, table, slot + HEAD + key.length, length);
    }

    /** Forgets everything: for a store that may have changed unseen, or has been left. */
    void clear() {
        budget.giveBack(table.length);
        table = new byte[0];
        used = 0;
    }

    private int find(byte[] key) {
        if (table.length == 0) {
            return NOWHERE;
        }
        int set = set(key, 0, key.length);
        for (int slot = set; slot < set + WAYS * slotSize; slot += slotSize) {
            if (table[slot] == key.length + 1
                    && Arrays.equals(table, slot + HEAD, slot + HEAD + key.length, key, 0, key.length)) {
                return slot;
            }
        }
        return NOWHERE;
    }

    private void forget(int slot) {
        if (slot != NOWHERE) {
            table[slot] = 0;
            used--;
        }
    }

    private int free(byte[] key) {
        if (used >= table.length / slotSize / 2) {
            grow();
        }
        if (table.length == 0) {
            return NOWHERE;
        }
        int set = set(key, 0, key.length);
        for (int slot = set; slot < set + WAYS * slotSize; slot += slotSize) {
            if (table[slot] == 0) {
                used++;
                return slot;
            }
        }
        evicted = (evicted + 1) % WAYS;
        return set + evicted * slotSize;
    }

    /** A set's keys part into two sets, so that all of them find room again. */
    private void grow() {
        int more = Math.max(table.length, FEWEST_SETS * WAYS * slotSize);
        if (table.length > LARGEST / 2 || !budget.take(more)) {
            return;
        }
        byte[] smaller = table;
        table = new byte[smaller.length + more];
        for (int from = 0; from < smaller.length; from += slotSize) {
            if (smaller[from] != 0) {
                int to = set(smaller, from + HEAD, smaller[from] - 1);
                while (table[to] != 0) {
                    to += slotSize;
                }
                System.arraycopy(smaller, from, table, to, slotSize);
            }
        }
    }

    private int set(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9e3779b1;
        int sets = table.length / slotSize / WAYS;
        return ((hash ^ hash >>> 15) & (sets - 1)) * WAYS * slotSize;
    }
}
