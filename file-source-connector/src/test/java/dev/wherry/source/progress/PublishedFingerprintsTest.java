package dev.wherry.source.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedFingerprintsTest {
    private final PublishedFingerprints pages = new PublishedFingerprints("cards/3", List.of());

    private static Map<String, Object> stored(PartitionOffset cell) {
        return Map.copyOf(cell.seal());
    }

    @Test
    void whatIsStoredIsKnownAfterARestart() {
        PartitionOffset cell = pages.add(17);
        assertEquals(cell, pages.add(-1));
        PublishedFingerprints restarted = new PublishedFingerprints("cards/3", List.of(stored(cell)));
        assertTrue(restarted.knows(17));
        assertTrue(restarted.knows(-1));
        assertFalse(restarted.knows(18));
    }

    @Test
    void aFullPageIsFollowedByAnother() {
        PartitionOffset first = pages.add(1);
        for (int i = 2; i <= PublishedFingerprints.PAGE; i++) {
            assertEquals(first, pages.add(i));
        }
        PartitionOffset second = pages.add(1000);
        assertEquals(Map.of("documents", "cards/3/0"), first.partition());
        assertEquals(Map.of("documents", "cards/3/1"), second.partition());
    }

    @Test
    void whatIsForgottenMakesRoom() {
        for (int i = 1; i < 100_000; i++) {
            pages.add(i);
            pages.forget(i);
        }
        assertEquals(1, pages.pageCount());
        assertEquals(
                Map.of("published", ""),
                new PublishedFingerprints("x/0", List.of()).add(1).stored());
    }

    @Test
    void whatAWholeScanDidNotMeetIsKnownUntilItsPlaceIsTaken() {
        pages.add(1);
        pages.add(2);
        pages.scanned();
        pages.seen(2);
        pages.scanned();
        assertTrue(pages.knows(1));
        pages.add(3);
        assertFalse(pages.knows(1));
        assertTrue(pages.knows(2));
        assertTrue(pages.knows(3));
    }

    @Test
    void whatIsMetAgainKeepsItsPlace() {
        pages.add(1);
        pages.scanned();
        pages.scanned();
        pages.seen(1);
        pages.add(2);
        assertTrue(pages.knows(1));
    }

    @Test
    void aMissingPageIsAnEmptyOne() {
        List<Map<String, Object>> stored = new ArrayList<>();
        stored.add(null);
        stored.add(Map.of("published", FingerprintCodec.text(5)));
        PublishedFingerprints restarted = new PublishedFingerprints("cards/3", stored);
        assertTrue(restarted.knows(5));
        assertEquals(Map.of("documents", "cards/3/0"), restarted.add(6).partition());
    }
}
