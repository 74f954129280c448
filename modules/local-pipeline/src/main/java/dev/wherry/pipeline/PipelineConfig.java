package dev.wherry.pipeline;

import dev.wherry.embedded.ServicePorts;
import dev.wherry.operations.connectors.ConnectorsConfig;
import java.nio.file.Path;

/**
 * How to run a pipeline on the embedded services.
 *
 * @param inbox the directory with one subdirectory per feed; null for a rebuild, which reads no files
 * @param home where all state is kept between runs
 * @param contracts the directory of contracts
 * @param archive where finished files go; null for {@code archive} in the home
 */
public record PipelineConfig(
        Path inbox, Path home, Path contracts, Path archive, ServicePorts ports, ConnectorsConfig connectors) {}
