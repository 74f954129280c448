package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.wire.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionCacheTest {
    private static final long ROOM = 1 << 20;
    private static final int UNKNOWN = 0;

    private final MemoryBudget budget = new MemoryBudget(ROOM);
    private final VersionCache versions = new VersionCache(budget);

    @Test
    void aVersionIsComparedToTheOneThatTheStoreHolds() {
        versions.remember(key("a"), held(5));

        assertTrue(versions.compare(key("a"), held(6)) > 0);
        assertTrue(versions.compare(key("a"), held(4)) < 0);
        assertEquals(0, versions.compare(key("a"), held(5)));
    }

    @Test
    void nothingIsSaidOfAKeyThatHasNotCome() {
        versions.remember(key("a"), held(5));

        assertEquals(UNKNOWN, versions.compare(key("b"), held(6)));
    }

    @Test
    void aVersionThatDoesNotFitIsForgottenTogetherWithTheOneBefore() {
        versions.remember(key("a"), held(5));

        versions.remember(key("a"), CandidateFormat.encode(candidate(new byte[200])));

        assertEquals(UNKNOWN, versions.compare(key("a"), held(9)));
    }

    @Test
    void whatIsKnownIsWhatWasRememberedLastWhateverTheKeysAndVersions() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, byte[]> store = new HashMap<>();
        int known = 0;
        for (int i = 0; i < 200_000; i++) {
            String key = Integer.toString(random.nextInt(30_000), 36).repeat(1 + random.nextInt(40) / 39 * 20);
            byte[] version = new byte[random.nextInt(20)];
            random.nextBytes(version);
            byte[] challenger = CandidateFormat.encode(candidate(version));
            byte[] held = store.get(key);
            int order = versions.compare(key(key), challenger);
            if (order != UNKNOWN) {
                known++;
                assertEquals(
                        Integer.signum(CandidateFormat.compareVersions(challenger, held)), Integer.signum(order), key);
            }
            if (random.nextBoolean()) {
                store.put(key, challenger);
                versions.remember(key(key), challenger);
            }
        }
        assertTrue(known > 50_000, known + " were known");
    }

    @Test
    void nearlyAllKeysThatHaveRoomAreKnownAndLittleRoomIsLost() {
        int entry = 2 + "card-10000".length() + 1;
        int keys = (int) (ROOM / entry / 10 * 7);
        for (int i = 0; i < keys; i++) {
            versions.remember(key("card-" + (10_000 + i)), held(1));
        }

        int known = 0;
        for (int i = 0; i < keys; i++) {
            known += versions.compare(key("card-" + (10_000 + i)), held(2)) > 0 ? 1 : 0;
        }

        assertTrue(known > keys * 0.99, known + " of " + keys);
    }

    @Test
    void aVersionOfAnotherLengthTakesThePlaceOfTheOneBefore() {
        for (int i = 0; i < 1000; i++) {
            versions.remember(key("card-" + i), held(1));
        }

        for (int i = 0; i < 1000; i++) {
            versions.remember(key("card-" + i), CandidateFormat.encode(candidate(new byte[] {1, 1})));
        }

        for (int i = 0; i < 1000; i++) {
            assertTrue(versions.compare(key("card-" + i), held(1)) < 0, "card-" + i);
            assertTrue(versions.compare(key("card-" + i), held(2)) > 0, "card-" + i);
        }
    }

    @Test
    void keysAndVersionsOfAnyLengthAreRemembered() {
        for (int length = 1; length < 100; length++) {
            VersionCache some = new VersionCache(budget);
            some.remember(key("k".repeat(length)), held(5));

            assertTrue(some.compare(key("k".repeat(length)), held(6)) > 0, length + " bytes");
            some.clear();
        }
    }

    @Test
    void aTableStaysWithinItsBudget() {
        for (int i = 0; i < 100_000; i++) {
            versions.remember(key("card-" + i), held(1));
        }

        assertFalse(budget.take(ROOM / 2 + 1));
        assertTrue(versions.compare(key("card-99999"), held(2)) > 0);
    }

    @Test
    void whereThereIsNoRoomNothingIsRemembered() {
        VersionCache none = new VersionCache(new MemoryBudget(0));

        none.remember(key("a"), held(1));

        assertEquals(UNKNOWN, none.compare(key("a"), held(2)));
    }

    @Test
    void whatIsClearedIsForgottenAndItsRoomIsFree() {
        versions.remember(key("a"), held(1));

        versions.clear();

        assertEquals(UNKNOWN, versions.compare(key("a"), held(2)));
        assertTrue(budget.take(ROOM));
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] held(int version) {
        return CandidateFormat.encode(candidate(new byte[] {(byte) version}));
    }

    private static Candidate candidate(byte[] version) {
        return new Candidate(version, key("id"), "things", new Origin("file", 0, OptionalLong.empty()), key("{}"));
    }
}
