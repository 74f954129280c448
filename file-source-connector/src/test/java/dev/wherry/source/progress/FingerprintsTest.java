package dev.wherry.source.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintsTest {
    private static final int STEPS = 20_000;
    private static final int PLACES = 500;

    /** The same ones every time, and one that never was; its seed is in the test's name. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 5), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aStampIsFoundWhereItWasPutLast(long seed) {
        Random random = new Random(seed);
        // So few that they often are put twice.
        int different = 2 * PLACES;
        Fingerprints stamps = new Fingerprints();
        stamps.resize(PLACES);
        long[] expected = new long[PLACES];
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            int place = random.nextInt(PLACES);
            long stamp = 1 + random.nextInt(different);
            places.remove(expected[place], place);
            if (random.nextInt(3) == 0) {
                stamps.clear(place);
                expected[place] = Fingerprints.NONE;
            } else {
                stamps.put(place, stamp);
                expected[place] = stamp;
                places.put(stamp, place);
            }
            long any = 1 + random.nextInt(different);
            assertEquals(places.getOrDefault(any, Fingerprints.NOWHERE), stamps.placeOf(any));
            assertEquals(expected[place], stamps.at(place));
        }
    }
}
