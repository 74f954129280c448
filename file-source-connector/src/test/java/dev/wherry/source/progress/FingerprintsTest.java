package dev.wherry.source.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintsTest {
    private static final int STEPS = 20_000;
    private static final int SIZE = 500;

    /** Fixed seeds, and a random one, which the test name shows. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 5), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsAFingerprintWhereItWasPutLast(long seed) {
        Random random = new Random(seed);
        // Few enough that the same fingerprint is often put twice.
        int different = 2 * SIZE;
        Fingerprints fingerprints = new Fingerprints();
        fingerprints.resize(SIZE);
        long[] expected = new long[SIZE];
        Map<Long, Integer> indexes = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            int index = random.nextInt(SIZE);
            long fingerprint = 1 + random.nextInt(different);
            indexes.remove(expected[index], index);
            if (random.nextInt(3) == 0) {
                fingerprints.clear(index);
                expected[index] = Fingerprints.NONE;
            } else {
                fingerprints.put(index, fingerprint);
                expected[index] = fingerprint;
                indexes.put(fingerprint, index);
            }
            long any = 1 + random.nextInt(different);
            assertThat(fingerprints.indexOf(any)).isEqualTo(indexes.getOrDefault(any, Fingerprints.NOT_FOUND));
            assertThat(fingerprints.get(index)).isEqualTo(expected[index]);
        }
    }
}
