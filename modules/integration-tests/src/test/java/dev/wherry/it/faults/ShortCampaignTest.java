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

/** A few minutes of what {@code ./wherry-faults} does for as long as it is asked to. */
class ShortCampaignTest {
    private static final double RATE = 40;
    /** No further fault is begun after this; on a slow machine not every kind fits in. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void nothing_is_lost_or_there_twice_whatever_kind_of_fault_happens() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        try (TestCluster rig = TestCluster.start(home);
                Campaign campaign = new Campaign(rig, seed, RATE)) {
            List<Fault> oneOfEachKind = oneOfEachKind(campaign.faults(), new Random(seed));
            while (!oneOfEachKind.isEmpty() && System.nanoTime() - end < 0) {
                campaign.round(List.of(oneOfEachKind.remove(0)));
            }
            System.out.print(campaign.interventions());
            if (!oneOfEachKind.isEmpty()) {
                System.out.println("no time was left for: " + oneOfEachKind);
            }
        }
    }

    private static List<Fault> oneOfEachKind(List<Fault> faults, Random random) {
        Map<String, List<Fault>> kinds =
                faults.stream().collect(Collectors.groupingBy(Fault::group, TreeMap::new, Collectors.toList()));
        kinds.remove("point"); // which have a test of their own
        List<Fault> chosen = new ArrayList<>();
        kinds.values().forEach(same -> chosen.add(same.get(random.nextInt(same.size()))));
        Collections.shuffle(chosen, random);
        return chosen;
    }
}
