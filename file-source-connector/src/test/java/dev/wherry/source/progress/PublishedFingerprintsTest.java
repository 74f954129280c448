package dev.wherry.source.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.connect.progress.PartitionOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedFingerprintsTest {
    private final PublishedFingerprints fingerprints = new PublishedFingerprints("cards/3", List.of());

    private static Map<String, Object> stored(PartitionOffset offset) {
        return Map.copyOf(offset.capture());
    }

    @Test
    void containsStoredFingerprintsAfterARestart() {
        PartitionOffset offset = fingerprints.add(17);
        assertThat(fingerprints.add(-1)).isEqualTo(offset);
        PublishedFingerprints restarted = new PublishedFingerprints("cards/3", List.of(stored(offset)));
        assertThat(restarted.contains(17)).isTrue();
        assertThat(restarted.contains(-1)).isTrue();
        assertThat(restarted.contains(18)).isFalse();
    }

    @Test
    void addsAPageWhenTheLastIsFull() {
        PartitionOffset first = fingerprints.add(1);
        for (int i = 2; i <= PublishedFingerprints.PAGE_SIZE; i++) {
            assertThat(fingerprints.add(i)).isEqualTo(first);
        }
        PartitionOffset second = fingerprints.add(1000);
        assertThat(first.partition()).isEqualTo(Map.of("documents", "cards/3/0"));
        assertThat(second.partition()).isEqualTo(Map.of("documents", "cards/3/1"));
    }

    @Test
    void reusesForgottenIndexes() {
        for (int i = 1; i < 100_000; i++) {
            fingerprints.add(i);
            fingerprints.forget(i);
        }
        assertThat(fingerprints.pageCount()).isEqualTo(1);
        assertThat(new PublishedFingerprints("x/0", List.of()).add(1).stored()).isEqualTo(Map.of("published", ""));
    }

    @Test
    void keepsFingerprintsThatAScanDidNotSeeUntilTheyAreReplaced() {
        fingerprints.add(1);
        fingerprints.add(2);
        fingerprints.scanEnded();
        fingerprints.markSeen(2);
        fingerprints.scanEnded();
        assertThat(fingerprints.contains(1)).isTrue();
        fingerprints.add(3);
        assertThat(fingerprints.contains(1)).isFalse();
        assertThat(fingerprints.contains(2)).isTrue();
        assertThat(fingerprints.contains(3)).isTrue();
    }

    @Test
    void keepsTheIndexOfAFingerprintThatIsSeenAgain() {
        fingerprints.add(1);
        fingerprints.scanEnded();
        fingerprints.scanEnded();
        fingerprints.markSeen(1);
        fingerprints.add(2);
        assertThat(fingerprints.contains(1)).isTrue();
    }

    @Test
    void treatsAMissingPageAsEmpty() {
        List<Map<String, Object>> stored = new ArrayList<>();
        stored.add(null);
        stored.add(Map.of("published", FingerprintCodec.encode(5)));
        PublishedFingerprints restarted = new PublishedFingerprints("cards/3", stored);
        assertThat(restarted.contains(5)).isTrue();
        assertThat(restarted.add(6).partition()).isEqualTo(Map.of("documents", "cards/3/0"));
    }
}
