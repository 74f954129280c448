package dev.wherry.s3.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.s3.store.StoredObject;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeProgressTest {
    private static final int PAGE_ENTRIES = 3;

    /** Writes, late listings, replacements, deletions, commits and kills in any order. */
    @Test
    void everyVersionIsPublishedOnceAndNoneIsMissed() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            long window = random.nextLong(1, 60);
            SimulatedLake lake = new SimulatedLake(random, window);
            SimulatedReader reader = new SimulatedReader(lake, window, PAGE_ENTRIES);
            int keys = 1 + random.nextInt(20);
            for (int step = 0; step < 600; step++) {
                step(random, lake, reader, keys);
            }
            finish(lake, reader, window);

            assertThat(reader.published()).as("seed " + seed).doesNotHaveDuplicates();
            assertNothingIsMissed(lake, reader, seed);
        }
    }

    /** Events may be published twice then, as a worker without exactly-once support promises no more. */
    @Test
    void noVersionIsMissedWithoutTransactions() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            long window = random.nextLong(1, 60);
            SimulatedLake lake = new SimulatedLake(random, window);
            SimulatedReader reader = new SimulatedReader(lake, window, PAGE_ENTRIES);
            int keys = 1 + random.nextInt(20);
            for (int step = 0; step < 600; step++) {
                if (random.nextInt(20) == 0) {
                    reader.killWithoutTransaction(random);
                }
                step(random, lake, reader, keys);
            }
            finish(lake, reader, window);

            assertNothingIsMissed(lake, reader, seed);
        }
    }

    private static void assertNothingIsMissed(SimulatedLake lake, SimulatedReader reader, int seed) {
        for (StoredObject object : lake.objects()) {
            for (int event = 0; event < SimulatedReader.EVENTS; event++) {
                assertThat(reader.published()).as("seed " + seed).contains(SimulatedReader.event(object, event));
            }
        }
    }

    private static void step(RandomGenerator random, SimulatedLake lake, SimulatedReader reader, int keys) {
        switch (random.nextInt(40)) {
            case 0 -> reader.restart();
            case 1 -> lake.delete();
            case 2, 3, 4, 5, 6, 7 -> lake.write(keys);
            case 8, 9, 10, 11 -> lake.advance(1 + random.nextInt(8));
            case 12, 13, 14, 15, 16, 17 -> reader.list(1 + random.nextInt(5));
            case 18, 19, 20, 21, 22 -> reader.commit();
            default -> reader.publish();
        }
    }

    /** All writes become visible, and two more passes begin and end. */
    private static void finish(SimulatedLake lake, SimulatedReader reader, long window) {
        lake.advance(window);
        long passes = reader.passes();
        for (int step = 0; reader.passes() < passes + 2; step++) {
            assertThat(step).isLessThan(10_000);
            reader.list(5);
            reader.publish();
            reader.commit();
        }
    }

    /** One object per millisecond is written and read, at any pace of the passes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 17})
    void pagesAreReusedOnceTheWindowHasPassed(int objectsAPass) {
        int window = 30;
        SimulatedLake lake = new SimulatedLake(new Random(1), window);
        SimulatedReader reader = new SimulatedReader(lake, window, PAGE_ENTRIES);
        int most = 0;
        for (int pass = 1; pass <= 2_000 / objectsAPass; pass++) {
            for (int i = 0; i < objectsAPass; i++) {
                lake.advance(1);
                lake.write(10);
            }
            while (reader.passes() < pass) {
                reader.list(100);
                reader.publish();
                if (reader.isBatchFull()) {
                    reader.commit();
                }
            }
            reader.commit();
            if (pass % 7 == 0) {
                reader.restart();
            }
            most = Math.max(most, reader.pages());
        }

        assertThat(reader.published()).hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
        // at most what was modified within two windows and the two passes before
        assertThat(most).isBetween(2, 2 * (window + objectsAPass) / PAGE_ENTRIES + 1);
    }
}
