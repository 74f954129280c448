package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionCacheTest {
    private static final long BUDGET = 1 << 20;
    private static final int NOT_CACHED = 0;

    private final MemoryBudget budget = new MemoryBudget(BUDGET);
    private final VersionCache cache = new VersionCache(budget);

    @Test
    void comparesAVersionWithTheStoredOne() {
        cache.put(key("a"), stored(5));

        assertThat(cache.compare(key("a"), stored(6))).isPositive();
        assertThat(cache.compare(key("a"), stored(4))).isNegative();
        assertThat(cache.compare(key("a"), stored(5))).isEqualTo(0);
    }

    @Test
    void doesNotKnowAKeyThatWasNotStored() {
        cache.put(key("a"), stored(5));

        assertThat(cache.compare(key("b"), stored(6))).isEqualTo(NOT_CACHED);
    }

    @Test
    void removesTheEntryIfTheNewVersionIsTooLong() {
        cache.put(key("a"), stored(5));

        cache.put(key("a"), CandidateFormat.encode(candidate(new byte[200])));

        assertThat(cache.compare(key("a"), stored(9))).isEqualTo(NOT_CACHED);
    }

    @Test
    void agreesWithTheStoreForRandomKeysAndVersions() {
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
            byte[] stored = store.get(key);
            int order = cache.compare(key(key), challenger);
            if (order != NOT_CACHED) {
                known++;
                assertThat(Integer.signum(order))
                        .as(key)
                        .isEqualTo(Integer.signum(CandidateFormat.compareVersions(challenger, stored)));
            }
            if (random.nextBoolean()) {
                store.put(key, challenger);
                cache.put(key(key), challenger);
            }
        }
        assertThat(known).as(known + " were known").isGreaterThan(50_000);
    }

    @Test
    void usesNearlyItsWholeBudget() {
        int entry = 2 + "card-10000".length() + 1;
        int keys = (int) (BUDGET / entry / 10 * 7);
        for (int i = 0; i < keys; i++) {
            cache.put(key("card-" + (10_000 + i)), stored(1));
        }

        int known = 0;
        for (int i = 0; i < keys; i++) {
            known += cache.compare(key("card-" + (10_000 + i)), stored(2)) > 0 ? 1 : 0;
        }

        assertThat(known).as(known + " of " + keys).isGreaterThan((int) (keys * 0.99));
    }

    @Test
    void replacesAVersionByOneOfAnotherLength() {
        for (int i = 0; i < 1000; i++) {
            cache.put(key("card-" + i), stored(1));
        }

        for (int i = 0; i < 1000; i++) {
            cache.put(key("card-" + i), CandidateFormat.encode(candidate(new byte[] {1, 1})));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(cache.compare(key("card-" + i), stored(1)))
                    .as("card-" + i)
                    .isNegative();
            assertThat(cache.compare(key("card-" + i), stored(2)))
                    .as("card-" + i)
                    .isPositive();
        }
    }

    @Test
    void cachesKeysOfAnyLength() {
        for (int length = 1; length < 100; length++) {
            VersionCache some = new VersionCache(budget);
            some.put(key("k".repeat(length)), stored(5));

            assertThat(some.compare(key("k".repeat(length)), stored(6)))
                    .as(length + " bytes")
                    .isPositive();
            some.clear();
        }
    }

    @Test
    void staysWithinItsBudget() {
        for (int i = 0; i < 100_000; i++) {
            cache.put(key("card-" + i), stored(1));
        }

        assertThat(budget.tryReserve(BUDGET / 2 + 1)).isFalse();
        assertThat(cache.compare(key("card-99999"), stored(2))).isPositive();
    }

    @Test
    void cachesNothingWithoutABudget() {
        VersionCache none = new VersionCache(new MemoryBudget(0));

        none.put(key("a"), stored(1));

        assertThat(none.compare(key("a"), stored(2))).isEqualTo(NOT_CACHED);
    }

    @Test
    void clearingRemovesEntriesAndReleasesMemory() {
        cache.put(key("a"), stored(1));

        cache.clear();

        assertThat(cache.compare(key("a"), stored(2))).isEqualTo(NOT_CACHED);
        assertThat(budget.tryReserve(BUDGET)).isTrue();
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] stored(int version) {
        return CandidateFormat.encode(candidate(new byte[] {(byte) version}));
    }

    private static Candidate candidate(byte[] version) {
        return new Candidate(
                version,
                key("id"),
                "things",
                new Origin("file", 0, OptionalLong.empty(), OptionalLong.empty()),
                key("{}"),
                false);
    }
}
