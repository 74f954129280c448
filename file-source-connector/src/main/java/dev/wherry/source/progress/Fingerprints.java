package dev.wherry.source.progress;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Stamps at numbered places, and where each of them is. The places are found by a hash table of nothing but their numbers,
 * because the stamps lie at the places already: 16 to 24 bytes a stamp, where a map of objects takes 80 more.
 */
final class Fingerprints {
    /** What is no stamp. */
    static final long NONE = 0;
    /** What is no place. */
    static final int NOWHERE = -1;

    private static final int SMALLEST = 16;

    /** A random one, so that nobody can make files whose stamps all meet in one slot. */
    private final long factor = ThreadLocalRandom.current().nextLong() | 1;

    private long[] byPlace = new long[0];
    /** Places, each in the first slot that was free from its stamp's own on. At least half of the slots are free. */
    private int[] slots = emptySlots(SMALLEST);

    private int used;

    long at(int place) {
        return byPlace[place];
    }

    /** Where the stamp was put last; {@link #NOWHERE} if it is not here. */
    int placeOf(long stamp) {
        return slots[slotOf(stamp)];
    }

    /** Makes so many places. */
    void resize(int places) {
        byPlace = Arrays.copyOf(byPlace, places);
    }

    /** In place of what is there. */
    void put(int place, long stamp) {
        clear(place);
        if (2 * (used + 1) > slots.length) {
            rehash();
        }
        byPlace[place] = stamp;
        insert(place);
    }

    void clear(int place) {
        int slot = slotOf(byPlace[place]);
        // Not if that stamp was put somewhere else since.
        if (slots[slot] == place) {
            free(slot);
        }
        byPlace[place] = NONE;
    }

    private void insert(int place) {
        int slot = slotOf(byPlace[place]);
        used += slots[slot] == NOWHERE ? 1 : 0;
        slots[slot] = place;
    }

    /** Where it is, or would be. */
    private int slotOf(long stamp) {
        // The highest bits of the product, as many as number the slots.
        int slot = (int) (stamp * factor >>> Long.numberOfLeadingZeros(slots.length) + 1);
        while (slots[slot] != NOWHERE && byPlace[slots[slot]] != stamp) {
            slot = after(slot);
        }
        return slot;
    }

    /** Those behind it may be there only because this one was taken. */
    private void free(int slot) {
        slots[slot] = NOWHERE;
        used--;
        for (int next = after(slot); slots[next] != NOWHERE; next = after(next)) {
            int place = slots[next];
            slots[next] = NOWHERE;
            used--;
            insert(place);
        }
    }

    private void rehash() {
        int[] before = slots;
        slots = emptySlots(2 * before.length);
        used = 0;
        for (int place : before) {
            if (place != NOWHERE) {
                insert(place);
            }
        }
    }

    private int after(int slot) {
        return slot + 1 & slots.length - 1;
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NOWHERE);
        return slots;
    }
}
