package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Kafka Connect and, unless they are given, Kafka and PostgreSQL of one home. */
public final class EmbeddedServices implements AutoCloseable {
    private static final Executor STARTING = task -> new Thread(task, "starting-services").start();

    private final Optional<EmbeddedKafka> kafka;
    private final EmbeddedConnect connect;
    private final Optional<EmbeddedDatabase> database;

    private EmbeddedServices(
            Optional<EmbeddedKafka> kafka, EmbeddedConnect connect, Optional<EmbeddedDatabase> database) {
        this.kafka = kafka;
        this.connect = connect;
        this.database = database;
    }

    /**
     * Starts all services, with a Connect worker of the default name.
     *
     * @see #start(Path, ServicesConfig)
     */
    public static EmbeddedServices start(Path home, ServicePorts ports) {
        return start(home, ServicesConfig.allEmbedded(ports));
    }

    /**
     * Starts PostgreSQL, and concurrently Kafka and then Connect. Checks all ports before. If one fails to start, the
     * others are stopped.
     *
     * @throws ServiceException if the home is in use or unusable, or ports are in use
     */
    public static EmbeddedServices start(Path home, ServicesConfig config) {
        ServicePorts ports = PortSelection.select(home, config);
        CompletableFuture<Optional<EmbeddedDatabase>> database =
                begin(config.databaseEmbedded(), () -> EmbeddedDatabase.start(home, ports.postgres()));
        CompletableFuture<Optional<EmbeddedKafka>> kafka =
                begin(config.kafkaEmbedded(), () -> EmbeddedKafka.start(home, ports.kafka()));
        CompletableFuture<Optional<EmbeddedConnect>> connect = kafka.thenApplyAsync(
                broker -> Optional.of(startConnect(clientSettings(broker, config), config, ports)), STARTING);
        try {
            CompletableFuture.allOf(database, connect).join();
            return new EmbeddedServices(kafka.join(), connect.join().orElseThrow(), database.join());
        } catch (CompletionException e) {
            closeAll(List.of(started(connect), started(kafka), started(database)));
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EmbeddedConnect startConnect(Map<String, String> kafka, ServicesConfig config, ServicePorts ports) {
        new StoredConnectors(kafka, config.worker()).deleteOthers(config.connectors());
        return EmbeddedConnect.start(kafka, config.worker(), ports.connect(), config.secrets());
    }

    private static <T> CompletableFuture<Optional<T>> begin(boolean embedded, Supplier<T> start) {
        return embedded
                ? CompletableFuture.supplyAsync(() -> Optional.of(start.get()), STARTING)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private static Map<String, String> clientSettings(Optional<EmbeddedKafka> broker, ServicesConfig config) {
        return broker.map(EmbeddedKafka::clientSettings).or(config::givenKafka).orElseThrow();
    }

    private static Optional<? extends AutoCloseable> started(
            CompletableFuture<? extends Optional<? extends AutoCloseable>> service) {
        return service.isCompletedExceptionally() ? Optional.empty() : service.join();
    }

    /** @throws java.util.NoSuchElementException if Kafka is given */
    public EmbeddedKafka kafka() {
        return kafka.orElseThrow();
    }

    public EmbeddedConnect connect() {
        return connect;
    }

    /** @throws java.util.NoSuchElementException if the database is given */
    public EmbeddedDatabase database() {
        return database.orElseThrow();
    }

    /** Stops the services in reverse order of their dependencies and releases the home. */
    @Override
    public void close() {
        List<RuntimeException> failures = closeAll(List.of(Optional.of(connect), kafka, database));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static List<RuntimeException> closeAll(List<Optional<? extends AutoCloseable>> services) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Optional<? extends AutoCloseable> service : services) {
            service.ifPresent(one -> close(one).ifPresent(failures::add));
        }
        return failures;
    }

    private static Optional<RuntimeException> close(AutoCloseable service) {
        try {
            service.close();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(e instanceof RuntimeException failure ? failure : new ServiceException(e.toString(), e));
        }
    }
}
