package dev.wherry.streams.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the topology against the one that was committed.
 *
 * <p>If this fails, the change is not harmless to those who have the app deployed. A store, changelog or repartition topic of another name starts
 * empty: stale events win again, duplicates count as accepted, and what was under way in the old repartition topic is lost. Another order of the
 * parts gives tasks other numbers, so that instances of the old and the new version must not run together. If the change is meant: say
 * in its commit how a running pipeline gets over it, and copy target/topology.txt over the committed file.
 */
class TopologySnapshotTest {
    @Test
    void theTopologyIsTheCommittedOne() throws IOException {
        String committed = Files.readString(Path.of("src/test/resources/topology.txt"));

        String now = TestPipeline.topology().describe().toString();

        Files.writeString(Path.of("target/topology.txt"), now);
        assertEquals(committed.strip(), now.strip());
    }
}
