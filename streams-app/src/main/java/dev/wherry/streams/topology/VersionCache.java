package dev.wherry.streams.topology;

import java.util.Arrays;

/**
 * The versions that a store holds of the keys that came lately. They alone decide nearly every contest, and a read of the store costs as
 * much as all else once its records are more than its caches. What is known here is what the store holds: whoever writes the store tells it.
 *
 * <p>A table of sets of one size, each of which holds entries one after the other, without gaps. A key has two sets, and enters the emptier
 * one: so all sets are about equally full, and little room is lost. The table grows when it is nearly full, for as long as the
 * {@link MemoryBudget} has room; from then on, a full set forgets what it has held longest. What is too long is not remembered. Not
 * thread-safe.
 */
final class VersionCache {
    private static final int SET = 512;
    /** Of an entry: the key's length and 1 (0: the set's entries end here), and the version's length. Key and version follow. */
    private static final int HEAD = 2;

    private static final int LONGEST_ENTRY = 127;
    private static final int FEWEST_SETS = 64;
    private static final int LARGEST = 1 << 30;
    private static final int NOWHERE = -1;

    private final MemoryBudget budget;
    private byte[] table = new byte[0];
    private int used;

    /** @param budget shared with all others of the app */
    VersionCache(MemoryBudget budget) {
        this.budget = budget;
    }

    /** How the challenger's version compares to the one that the store holds of the key; 0 also where that is not known. */
    int compare(byte[] key, byte[] challenger) {
        int entry = find(key);
        if (entry == NOWHERE) {
            return 0;
        }
        return Arrays.compareUnsigned(
                challenger,
                CandidateFormat.VERSION,
                CandidateFormat.versionEnd(challenger),
                table,
                entry + HEAD + key.length,
                entry + length(entry));
    }

    /** The store holds this of the key now. */
    void remember(byte[] key, byte[] held) {
        int version = CandidateFormat.versionEnd(held) - CandidateFormat.VERSION;
        int length = HEAD + key.length + version;
        int entry = find(key);
        if (entry != NOWHERE && length(entry) != length) {
            forget(entry);
            entry = NOWHERE;
        }
        if (entry == NOWHERE && length <= LONGEST_ENTRY) {
            entry = room(key, length);
        }
        if (entry == NOWHERE) {
            return;
        }
        table[entry] = (byte) (key.length + 1);
        table[entry + 1] = (byte) version;
        System.arraycopy(key, 0, table, entry + HEAD, key.length);
        System.arraycopy(held, CandidateFormat.VERSION, table, entry + HEAD + key.length, version);
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
        long hash = hash(key, 0, key.length);
        int entry = find(key, oneSet(hash));
        return entry != NOWHERE ? entry : find(key, otherSet(hash));
    }

    private int find(byte[] key, int set) {
        for (int entry = set; entry < set + SET && table[entry] != 0; entry += length(entry)) {
            if (table[entry] == key.length + 1
                    && Arrays.equals(table, entry + HEAD, entry + HEAD + key.length, key, 0, key.length)) {
                return entry;
            }
        }
        return NOWHERE;
    }

    private int room(byte[] key, int length) {
        if (used + length > table.length / 8 * 7) {
            grow();
        }
        return table.length == 0 ? NOWHERE : room(hash(key, 0, key.length), length);
    }

    /** Where a new entry of that length is to be written; what is in its way is forgotten. */
    private int room(long hash, int length) {
        int one = oneSet(hash);
        int other = otherSet(hash);
        int set = end(one) - one <= end(other) - other ? one : other;
        while (end(set) + length > set + SET) {
            forget(set);
        }
        used += length;
        return end(set);
    }

    private void forget(int entry) {
        int length = length(entry);
        int end = end(entry);
        System.arraycopy(table, entry + length, table, entry, end - entry - length);
        Arrays.fill(table, end - length, end, (byte) 0);
        used -= length;
    }

    private void grow() {
        int sets = table.length / SET;
        int bytes = Math.max(FEWEST_SETS, sets + sets / 2) * SET;
        if (bytes > LARGEST || !budget.take(bytes - table.length)) {
            return;
        }
        byte[] smaller = table;
        table = new byte[bytes];
        used = 0;
        for (int set = 0; set < smaller.length; set += SET) {
            for (int entry = set; entry < set + SET && smaller[entry] != 0; ) {
                int length = length(smaller, entry);
                int room = room(hash(smaller, entry + HEAD, smaller[entry] - 1), length);
                System.arraycopy(smaller, entry, table, room, length);
                entry += length;
            }
        }
    }

    /** The end of the entries in the set of that entry, or of that empty set. */
    private int end(int entry) {
        int limit = (entry / SET + 1) * SET;
        int end = entry;
        while (end < limit && table[end] != 0) {
            end += length(end);
        }
        return end;
    }

    private int length(int entry) {
        return length(table, entry);
    }

    private static int length(byte[] table, int entry) {
        return HEAD + table[entry] - 1 + table[entry + 1];
    }

    private int oneSet(long hash) {
        return set(hash >>> 32);
    }

    private int otherSet(long hash) {
        return set(hash & 0xffffffffL);
    }

    private int set(long of32Bits) {
        return (int) (of32Bits * (table.length / SET) >>> 32) * SET;
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9e3779b97f4a7c15L;
        hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return hash ^ hash >>> 32;
    }
}
