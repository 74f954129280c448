package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Kafka, Kafka Connect and PostgreSQL of one home. */
public final class EmbeddedServices implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedConnect connect;
    private final EmbeddedDatabase database;

    private EmbeddedServices(EmbeddedKafka kafka, EmbeddedConnect connect, EmbeddedDatabase database) {
        this.kafka = kafka;
        this.connect = connect;
        this.database = database;
    }

    /**
     * Starts the services, with a Connect worker of the default name.
     *
     * @see #start(Path, ServicePorts, String)
     */
    public static EmbeddedServices start(Path home, ServicePorts ports) {
        return start(home, ports, EmbeddedConnect.DEFAULT_NAME);
    }

    /**
     * Starts PostgreSQL, and concurrently Kafka and then Connect. Checks all ports before. If one fails to start, the
     * others are stopped.
     *
     * @param worker the Connect worker's name: see {@link EmbeddedConnect}
     * @throws ServiceException if the home is in use or unusable, or ports are in use
     */
    public static EmbeddedServices start(Path home, ServicePorts wanted, String worker) {
        ServicePorts ports = PortSelection.select(home, wanted);
        CompletableFuture<EmbeddedDatabase> database = begin(() -> EmbeddedDatabase.start(home, ports.postgres()));
        CompletableFuture<EmbeddedKafka> kafka = begin(() -> EmbeddedKafka.start(home, ports.kafka()));
        CompletableFuture<EmbeddedConnect> connect =
                kafka.thenApply(broker -> EmbeddedConnect.start(broker.bootstrapServers(), worker, ports.connect()));
        try {
            CompletableFuture.allOf(database, connect).join();
            return new EmbeddedServices(kafka.join(), connect.join(), database.join());
        } catch (CompletionException e) {
            closeAll(List.of(started(connect), started(kafka), started(database)));
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, "starting-services").start());
    }

    private static Optional<AutoCloseable> started(CompletableFuture<? extends AutoCloseable> service) {
        return service.isCompletedExceptionally() ? Optional.empty() : Optional.of(service.join());
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedConnect connect() {
        return connect;
    }

    public EmbeddedDatabase database() {
        return database;
    }

    /** Stops the services in reverse order of their dependencies and releases the home. */
    @Override
    public void close() {
        List<RuntimeException> failures =
                closeAll(List.of(Optional.of(connect), Optional.of(kafka), Optional.of(database)));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static List<RuntimeException> closeAll(List<Optional<AutoCloseable>> services) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Optional<AutoCloseable> service : services) {
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
