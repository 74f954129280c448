package dev.wherry.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Compares the topology with the committed one.
 *
 * <p>If this test fails, the change breaks deployed apps. A renamed store, changelog or repartition topic starts
 * empty: stale events win again, duplicates count as accepted, and events in flight in the old repartition topic are
 * lost. A new order of the sub-topologies renumbers the tasks, so old and new instances must not run together. If the
 * change is intended, describe in its commit how to migrate a running pipeline, and copy target/topology.txt over the
 * committed file.
 */
class TopologySnapshotTest {
    @Test
    void topologyMatchesTheCommittedOne() throws IOException {
        String committed = Files.readString(Path.of("src/test/resources/topology.txt"));

        String current = TestPipeline.topology().describe().toString();

        Files.writeString(Path.of("target/topology.txt"), current);
        assertThat(current.strip()).isEqualTo(committed.strip());
    }
}
