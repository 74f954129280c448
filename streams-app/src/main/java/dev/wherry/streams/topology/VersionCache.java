package dev.wherry.streams.topology;

import java.util.Arrays;

/**
 * Caches the stored versions of recent keys. The version alone decides nearly every contest, and once the records
 * outgrow the store's caches, a read of the store costs as much as all other work. An entry equals the stored
 * version: the writer of the store also updates the cache.
 *
 * <p>The cache is a table of sets of equal size. A set holds its entries one after the other without gaps. A key
 * belongs to two sets and enters the emptier one, so all sets fill equally and little space is lost. The table grows
 * when it is nearly full, as long as the {@link MemoryBudget} allows it. After that, a full set evicts its oldest
 * entries. Entries that are too long are not cached. Not thread-safe.
 */
final class VersionCache {
    private static final int SET_BYTES = 512;
    /** The header of an entry: the key's length plus 1, and the version's length. A zero ends the entries of a set. */
    private static final int HEADER_BYTES = 2;

    private static final int MAX_ENTRY_BYTES = 127;
    private static final int MIN_SETS = 64;
    private static final int MAX_TABLE_BYTES = 1 << 30;
    private static final int NOT_FOUND = -1;

    private final MemoryBudget budget;
    private byte[] table = new byte[0];
    private int usedBytes;

    /** @param budget shared by all caches of the app */
    VersionCache(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * Compares the challenger's version with the stored version of the key; also 0 if the stored version is not
     * cached.
     */
    int compare(byte[] key, byte[] challenger) {
        int entry = find(key);
        if (entry == NOT_FOUND) {
            return 0;
        }
        return Arrays.compareUnsigned(
                challenger,
                CandidateFormat.VERSION_OFFSET,
                CandidateFormat.versionEnd(challenger),
                table,
                entry + HEADER_BYTES + key.length,
                entry + length(entry));
    }

    /** Caches the version of the key's stored value. */
    void put(byte[] key, byte[] stored) {
        int versionLength = CandidateFormat.versionEnd(stored) - CandidateFormat.VERSION_OFFSET;
        int length = HEADER_BYTES + key.length + versionLength;
        int entry = find(key);
        if (entry != NOT_FOUND && length(entry) != length) {
            remove(entry);
            entry = NOT_FOUND;
        }
        if (entry == NOT_FOUND && length <= MAX_ENTRY_BYTES) {
            entry = allocate(key, length);
        }
        if (entry == NOT_FOUND) {
            return;
        }
        table[entry] = (byte) (key.length + 1);
        table[entry + 1] = (byte) versionLength;
        System.arraycopy(key, 0, table, entry + HEADER_BYTES, key.length);
        System.arraycopy(
                stored, CandidateFormat.VERSION_OFFSET, table, entry + HEADER_BYTES + key.length, versionLength);
    }

    /**
     * Removes all entries and releases the memory. Needed after a rollback of the store and when the task is closed.
     */
    void clear() {
        budget.release(table.length);
        table = new byte[0];
        usedBytes = 0;
    }

    private int find(byte[] key) {
        if (table.length == 0) {
            return NOT_FOUND;
        }
        long hash = hash(key, 0, key.length);
        int entry = find(key, firstSet(hash));
        return entry != NOT_FOUND ? entry : find(key, secondSet(hash));
    }

    private int find(byte[] key, int set) {
        for (int entry = set; entry < set + SET_BYTES && table[entry] != 0; entry += length(entry)) {
            if (table[entry] == key.length + 1
                    && Arrays.equals(
                            table, entry + HEADER_BYTES, entry + HEADER_BYTES + key.length, key, 0, key.length)) {
                return entry;
            }
        }
        return NOT_FOUND;
    }

    private int allocate(byte[] key, int length) {
        if (usedBytes + length > table.length / 8 * 7) {
            grow();
        }
        return table.length == 0 ? NOT_FOUND : allocate(hash(key, 0, key.length), length);
    }

    /** The offset for a new entry of this length. Evicts entries to make room. */
    private int allocate(long hash, int length) {
        int first = firstSet(hash);
        int second = secondSet(hash);
        int set = endOfEntries(first) - first <= endOfEntries(second) - second ? first : second;
        while (endOfEntries(set) + length > set + SET_BYTES) {
            remove(set);
        }
        usedBytes += length;
        return endOfEntries(set);
    }

    private void remove(int entry) {
        int length = length(entry);
        int end = endOfEntries(entry);
        System.arraycopy(table, entry + length, table, entry, end - entry - length);
        Arrays.fill(table, end - length, end, (byte) 0);
        usedBytes -= length;
    }

    private void grow() {
        int sets = table.length / SET_BYTES;
        int bytes = Math.max(MIN_SETS, sets + sets / 2) * SET_BYTES;
        if (bytes > MAX_TABLE_BYTES || !budget.tryReserve(bytes - table.length)) {
            return;
        }
        byte[] old = table;
        table = new byte[bytes];
        usedBytes = 0;
        for (int set = 0; set < old.length; set += SET_BYTES) {
            for (int entry = set; entry < set + SET_BYTES && old[entry] != 0; ) {
                int length = length(old, entry);
                int target = allocate(hash(old, entry + HEADER_BYTES, old[entry] - 1), length);
                System.arraycopy(old, entry, table, target, length);
                entry += length;
            }
        }
    }

    /** The end of the entries in the set that contains this offset. */
    private int endOfEntries(int entry) {
        int limit = (entry / SET_BYTES + 1) * SET_BYTES;
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
        return HEADER_BYTES + table[entry] - 1 + table[entry + 1];
    }

    private int firstSet(long hash) {
        return setOf(hash >>> 32);
    }

    private int secondSet(long hash) {
        return setOf(hash & 0xffffffffL);
    }

    private int setOf(long hash32) {
        return (int) (hash32 * (table.length / SET_BYTES) >>> 32) * SET_BYTES;
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
