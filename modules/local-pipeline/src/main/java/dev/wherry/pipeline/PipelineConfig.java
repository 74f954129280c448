package dev.wherry.pipeline;

import dev.wherry.embedded.ServicePorts;
import dev.wherry.operations.connectors.ConnectorsConfig;
import java.nio.file.Path;

/**
 * The configuration of a pipeline.
 *
 * @param inbox the directory with one subdirectory per feed; null for a rebuild, which reads no files, and if no feed
 *     reads from it
 * @param home the directory for all state between runs
 * @param contracts the directory of contracts
 * @param archive the directory for finished files; null for {@code archive} in the home
 * @param ports the ports of the embedded services
 * @param given the services that are not embedded
 */
public record PipelineConfig(
        Path inbox,
        Path home,
        Path contracts,
        Path archive,
        ServicePorts ports,
        ConnectorsConfig connectors,
        GivenServices given) {}
