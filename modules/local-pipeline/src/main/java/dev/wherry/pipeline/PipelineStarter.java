package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.embedded.ServiceException;
import dev.wherry.embedded.ServicesConfig;
import dev.wherry.embedded.WorkerSecrets;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.connectors.ConnectorConfigs;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.streams.ContractsChangedException;
import dev.wherry.streams.InvalidConfigException;
import dev.wherry.streams.StreamsPipeline;
import dev.wherry.streams.topics.UnsuitableTopicsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the services and stages of a pipeline, and completes an interrupted rebuild first. */
final class PipelineStarter {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStarter.class);

    /** The name of the worker's secret. */
    private static final String DATABASE_PASSWORD = "database-password";

    private final PipelineConfig config;
    private final PipelineMode mode;
    private final Catalog catalog;
    private final Home home;

    PipelineStarter(PipelineConfig config, PipelineMode mode) {
        this.config = config;
        this.mode = mode;
        catalog = Catalog.load(config.contracts());
        if (mode == PipelineMode.FULL) {
            // the embedded worker has the environment of this process
            catalog.requireReferences(config.contracts(), System::getenv);
        }
        home = new Home(config.home());
    }

    /** @param inspector runs before a rebuild discards anything; not used in other modes */
    Pipeline start(StateInspector inspector) throws IOException {
        PipelineLocks locks = PipelineLocks.acquire(home, mode == PipelineMode.FULL ? inbox() : null);
        KafkaExit kafkaExit = KafkaExit.intercept();
        EmbeddedServices services = null;
        StreamsPipeline streams = null;
        try {
            completeErasure();
            HomeBinding binding = HomeBinding.bind(home, config);
            services = EmbeddedServices.start(home.root(), servicesConfig(binding));
            PipelineTarget target = binding.target(services);
            reset(target, services, inspector);
            Files.createDirectories(home.streams());
            // before the connectors, because it creates the topics
            streams = startStreams(binding, target);
            checkOrigin(target);
            putSink(services, binding, target);
            if (mode == PipelineMode.FULL) {
                sources().forEach(services.connect()::put);
            }
            LOG.info(
                    "Started on {} with {} and Connect {}",
                    home.root(),
                    target,
                    services.connect().rest());
            return new Pipeline(
                    config,
                    locks,
                    services,
                    target,
                    streams,
                    new PipelineStatus(catalog, target, services.connect(), streams, expectedTasks(), home.root()),
                    kafkaExit);
        } catch (IOException | RuntimeException failure) {
            kafkaExit.stopping();
            if (streams != null) {
                streams.close();
            }
            if (services != null) {
                services.close();
            }
            kafkaExit.close();
            locks.close();
            throw failure;
        }
    }

    private ServicesConfig servicesConfig(HomeBinding binding) {
        return new ServicesConfig(
                config.ports(),
                mode.workerName(binding.kafka().isEmpty()),
                Map.of(DATABASE_PASSWORD, binding.password()),
                storedSources(),
                binding.kafka(),
                binding.database().isEmpty());
    }

    private StreamsPipeline startStreams(HomeBinding binding, PipelineTarget target) {
        Map<String, String> streamsConfig = binding.kafka().isPresent()
                ? EmbeddedStreamsConfig.onGivenKafka(target.kafka(), binding.clientId(), home.streams())
                : EmbeddedStreamsConfig.onEmbeddedKafka(target.kafka().get("bootstrap.servers"), home.streams());
        try {
            return StreamsPipeline.start(catalog, streamsConfig);
        } catch (InvalidConfigException | ContractsChangedException | UnsuitableTopicsException unsuitable) {
            throw new ServiceException("The streams app does not start: " + unsuitable.getMessage(), unsuitable);
        }
    }

    private void checkOrigin(PipelineTarget target) {
        try {
            DatabaseOrigin.check(target, catalog);
        } catch (SQLException failure) {
            throw new PipelineFailedException("The warehouse cannot be queried: " + failure.getMessage());
        }
    }

    /** Before the Connect worker starts the source: nothing may write to the raw topics during an erasure. */
    private void completeErasure() throws IOException {
        try {
            HomeErasure.completeInterrupted(
                    home, catalog, config.given().database(), step -> LOG.info("Completing an erasure: {}", step));
        } catch (SQLException failure) {
            throw new PipelineFailedException("The erasure cannot be completed: " + failure.getMessage());
        }
    }

    /** By connector, how many tasks must run. */
    private Map<String, Integer> expectedTasks() {
        int tasks = config.connectors().sourceTasks();
        Map<String, Integer> expected = new HashMap<>();
        if (mode == PipelineMode.FULL && !catalog.inboxFeeds().isEmpty()) {
            expected.put(ConnectorConfigs.SOURCE, tasks);
        }
        if (mode == PipelineMode.FULL && !catalog.s3Feeds().isEmpty()) {
            expected.put(ConnectorConfigs.S3, Math.min(tasks, catalog.s3Feeds().size()));
        }
        if (mode == PipelineMode.FULL && !catalog.httpFeeds().isEmpty()) {
            expected.put(
                    ConnectorConfigs.HTTP, Math.min(tasks, catalog.httpFeeds().size()));
        }
        return expected;
    }

    /** With nothing for a source that no feed needs, so that one of an earlier run does not start. */
    private Map<String, Map<String, String>> storedSources() {
        Map<String, Map<String, String>> stored = new HashMap<>();
        if (mode == PipelineMode.FULL) {
            ConnectorConfigs.SOURCES.forEach(source -> stored.put(source, Map.of()));
            stored.putAll(sources());
        }
        return stored;
    }

    private void putSink(EmbeddedServices services, HomeBinding binding, PipelineTarget target) {
        Map<String, String> sink = ConnectorConfigs.sink(
                catalog,
                config.contracts().toAbsolutePath().toString(),
                target.database(),
                target.user(),
                WorkerSecrets.reference(DATABASE_PASSWORD),
                config.connectors());
        if (binding.kafka().isPresent()) {
            sink.put("consumer.override.client.id", binding.clientId());
        }
        services.connect().put(ConnectorConfigs.SINK, sink);
    }

    private Map<String, Map<String, String>> sources() {
        Path inbox = inbox();
        Path archive = config.archive() == null
                ? home.archive()
                : config.archive().toAbsolutePath().normalize();
        return ConnectorConfigs.sources(
                catalog, inbox == null ? "" : inbox.toString(), archive.toString(), config.connectors());
    }

    /** Null if no feed reads from it. */
    private Path inbox() {
        return config.inbox() == null || catalog.inboxFeeds().isEmpty()
                ? null
                : config.inbox().toAbsolutePath().normalize();
    }

    /** Resets the pipeline for a rebuild. Any mode completes a reset that was interrupted. */
    private void reset(PipelineTarget target, EmbeddedServices services, StateInspector inspector) throws IOException {
        RebuildMarker marker = home.rebuildMarker();
        PipelineReset reset = new PipelineReset(target, catalog, EmbeddedStreamsConfig.APPLICATION_ID);
        try {
            if (mode == PipelineMode.REBUILD) {
                reset.check();
                inspector.inspect(target);
                marker.set();
            }
            if (!marker.isSet()) {
                return;
            }
            reset.run(step -> LOG.info("Rebuilding: {}", step));
        } catch (SQLException failure) {
            throw new PipelineFailedException("The tables cannot be reset: " + failure.getMessage());
        }
        if (config.given().kafka().isEmpty()) {
            services.kafka().awaitLogStartCheckpoint(); // no other broker has the emptied topics
        }
        Directories.delete(home.streams());
        marker.clear();
    }
}
