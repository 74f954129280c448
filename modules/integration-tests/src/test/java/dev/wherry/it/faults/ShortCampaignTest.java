package dev.wherry.it.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A few minutes of {@code ./wherry-faults}, with one fault of each kind, an erasure and an audit. */
class ShortCampaignTest {
    private static final double RATE = 40;
    /** No fault starts after this time. On a slow machine not all kinds fit in. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void losesAndDuplicatesNothingWhateverKindOfFaultOccurs() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        long end = System.nanoTime() + TIME_LIMIT.toNanos();
        try (TestCluster cluster = TestCluster.start(home);
                Campaign campaign = new Campaign(cluster, seed, RATE)) {
            List<Fault> oneOfEachKind = oneOfEachKind(campaign.faults(), new Random(seed));
            while (!oneOfEachKind.isEmpty() && System.nanoTime() - end < 0) {
                campaign.round(List.of(oneOfEachKind.remove(0)));
            }
            campaign.erase();
            System.out.print(campaign.interventions());
            if (!oneOfEachKind.isEmpty()) {
                System.out.println("skipped for lack of time: " + oneOfEachKind);
            }
        }
    }

    private static List<Fault> oneOfEachKind(List<Fault> faults, Random random) {
        Map<String, List<Fault>> kinds =
                faults.stream().collect(Collectors.groupingBy(Fault::group, TreeMap::new, Collectors.toList()));
        kinds.remove("point"); // covered by FailurePointsTest
        List<Fault> chosen = new ArrayList<>();
        kinds.values().forEach(same -> chosen.add(same.get(random.nextInt(same.size()))));
        Collections.shuffle(chosen, random);
        return chosen;
    }
}
