package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills the streams app and the sink between any two durable steps of full snapshots, while events are written. */
class SnapshotPointsTest {
    private static final double RATE = 10;

    private static TestCluster cluster;
    private static Campaign campaign;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        cluster = TestCluster.start(home);
        campaign = new Campaign(cluster, seed, RATE);
    }

    @AfterAll
    static void auditAndEnd() throws Exception {
        if (campaign == null) {
            return; // it did not start
        }
        try {
            campaign.audit();
        } finally {
            campaign.close();
            cluster.close();
        }
    }

    static List<Fault> points() {
        return SnapshotPoints.all();
    }

    @ParameterizedTest
    @MethodSource("points")
    void theTableIsThatOfTheNewestSnapshot(Fault point) throws Exception {
        List<Fault> injected = campaign.round(List.of(point));

        assertThat(injected).as("the point was reached").containsExactly(point);
    }
}
