package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a process between any two durable steps of the three stages while events are written. In each round the streams app
 * or the sink is killed at one point, and then, before it has recovered, the source at another.
 */
class FailurePointsTest {
    private static final double RATE = 60;

    private static FileDisposalPoints disposal;
    private static TestCluster cluster;
    private static Campaign campaign;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        disposal = new FileDisposalPoints(home);
        cluster = TestCluster.start(home, disposal);
        campaign = new Campaign(cluster, seed, RATE);
    }

    @AfterAll
    static void end() throws Exception {
        if (campaign == null) {
            return; // it did not start
        }
        try (CampaignWarehouse warehouse = new CampaignWarehouse(cluster.postgres())) {
            assertThat(warehouse.acceptedLater())
                    .as("rejected rows that got in")
                    .isPositive();
        }
        assertThat(campaign.clerk().failures()).isEmpty();
        assertThat(campaign.clerk().resolved())
                .as("rejected rows that wherry quarantine retry brought in")
                .isPositive();
        campaign.close();
        cluster.close();
    }

    static List<List<Fault>> rounds() {
        List<Fault> behind = FailurePoints.behindSources();
        List<Fault> source = Stream.concat(disposal.all().stream(), FailurePoints.ofSources().stream())
                .toList();
        return IntStream.range(0, Math.max(behind.size(), source.size()))
                .mapToObj(round -> Stream.of(behind, source)
                        .filter(points -> round < points.size())
                        .map(points -> points.get(round))
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void losesAndDuplicatesNothing(List<Fault> points) throws Exception {
        List<Fault> injected = campaign.round(points);

        assertThat(injected).as("the points that were reached").isEqualTo(points);
    }
}
