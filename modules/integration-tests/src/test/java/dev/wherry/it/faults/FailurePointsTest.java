package dev.wherry.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kill between each two durable steps of the three stages, one after the other, while events are written. */
class FailurePointsTest {
    private static final double RATE = 60;

    private static FileDisposalPoints handOver;
    private static TestCluster rig;
    private static Campaign campaign;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        handOver = new FileDisposalPoints(home);
        rig = TestCluster.start(home, handOver);
        campaign = new Campaign(rig, seed, RATE);
    }

    @AfterAll
    static void end() throws Exception {
        campaign.close();
        rig.close();
    }

    static Stream<Fault> points() {
        return Stream.concat(handOver.all().stream(), FailurePoints.all().stream());
    }

    @ParameterizedTest
    @MethodSource("points")
    void nothing_is_lost_or_there_twice_after_a(Fault point) throws Exception {
        List<Fault> happened = campaign.round(List.of(point));

        assertEquals(List.of(point), happened, "it did not come to this point");
    }
}
