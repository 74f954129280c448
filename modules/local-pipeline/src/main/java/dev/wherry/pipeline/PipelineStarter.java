package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.streams.StreamsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the services and stages of a pipeline, and completes an interrupted rebuild first. */
final class PipelineStarter {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStarter.class);

    private final PipelineConfig config;
    private final PipelineMode mode;
    private final Catalog catalog;
    private final Home home;

    PipelineStarter(PipelineConfig config, PipelineMode mode) {
        this.config = config;
        this.mode = mode;
        catalog = Catalog.load(config.contracts());
        home = new Home(config.home());
    }

    /** @param inspector runs before a rebuild discards anything; not used in other modes */
    Pipeline start(StateInspector inspector) throws IOException {
        EmbeddedServices services = EmbeddedServices.start(home.root(), config.ports(), mode.workerName());
        StreamsPipeline streams = null;
        try {
            reset(services, inspector);
            Files.createDirectories(home.streams());
            // before the connectors, because it creates the topics
            streams = StreamsPipeline.start(
                    catalog, EmbeddedStreamsConfig.embedded(services.kafka().bootstrapServers(), home.streams()));
            putSink(services);
            if (mode == PipelineMode.FULL) {
                putSource(services);
            }
            LOG.info(
                    "Started on {}: Kafka {}, PostgreSQL {}, Connect {}",
                    home.root(),
                    services.kafka().bootstrapServers(),
                    services.database().jdbcUrl(),
                    services.connect().rest());
            return new Pipeline(
                    services, streams, new PipelineStatus(catalog, services, streams, expectedSourceTasks(), home.root()));
        } catch (IOException | RuntimeException failure) {
            if (streams != null) {
                streams.close();
            }
            services.close();
            throw failure;
        }
    }

    private int expectedSourceTasks() {
        return mode == PipelineMode.FULL ? config.connectors().sourceTasks() : 0;
    }

    private void putSink(EmbeddedServices services) {
        services.connect()
                .put(
                        ConnectorConfigs.SINK,
                        ConnectorConfigs.sink(
                                catalog,
                                config.contracts().toAbsolutePath().toString(),
                                services.database().jdbcUrl(),
                                EmbeddedDatabase.USER,
                                EmbeddedDatabase.PASSWORD,
                                config.connectors()));
    }

    private void putSource(EmbeddedServices services) throws IOException {
        Path inbox = config.inbox().toAbsolutePath().normalize();
        Path archive = config.archive() == null
                ? home.archive()
                : config.archive().toAbsolutePath().normalize();
        Files.createDirectories(inbox);
        services.connect()
                .put(
                        ConnectorConfigs.SOURCE,
                        ConnectorConfigs.source(catalog, inbox.toString(), archive.toString(), config.connectors()));
    }

    /** Resets the pipeline for a rebuild. Any mode completes a reset that was interrupted. */
    private void reset(EmbeddedServices services, StateInspector inspector) throws IOException {
        RebuildMarker marker = home.rebuildMarker();
        try {
            if (mode == PipelineMode.REBUILD) {
                inspector.inspect(HomeTarget.of(services));
                marker.set();
            }
            if (!marker.isSet()) {
                return;
            }
            new PipelineReset(HomeTarget.of(services), catalog, EmbeddedStreamsConfig.APPLICATION_ID)
                    .run(step -> LOG.info("Rebuilding: {}", step));
        } catch (SQLException failure) {
            throw new PipelineFailedException("The tables cannot be reset: " + failure.getMessage());
        }
        Directories.delete(home.streams());
        marker.clear();
    }
}
