package dev.wherry.pipeline;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.erase.Erasure;
import dev.wherry.operations.erase.ErasureImpossibleException;
import dev.wherry.operations.erase.ErasurePlan;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.services.DatabaseCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Erases an entity from a home on which no pipeline runs. A rebuild must follow; {@code wherry run} does it otherwise. */
public final class HomeErasure implements AutoCloseable {
    private final Home home;
    private final Catalog catalog;
    private final ServiceLease kafka;
    private final PipelineTarget target;
    private final Runnable releaseDatabase;
    private boolean hasRun;

    private HomeErasure(
            Home home, Catalog catalog, ServiceLease kafka, PipelineTarget target, Runnable releaseDatabase) {
        this.home = home;
        this.catalog = catalog;
        this.kafka = kafka;
        this.target = target;
        this.releaseDatabase = releaseDatabase;
    }

    /**
     * Attaches to the home's services.
     *
     * @param database empty for the embedded database
     * @throws ErasureImpossibleException if a pipeline runs on the home, or its Kafka is not embedded
     */
    public static HomeErasure open(Home home, Catalog catalog, Optional<GivenDatabase> database) {
        if (HomeSettings.of(home).given().kafka().isPresent()) {
            throw new ErasureImpossibleException("The topics of the home " + home.root()
                    + " are on a Kafka of your own, where an erasure cannot tell whether others write to them. Delete the"
                    + " entity's files from the archive, and load the rest into new topics and tables: see"
                    + " docs/operating.md.");
        }
        ServiceLease kafka = EmbeddedKafka.attach(home.root());
        try {
            if (!kafka.ownsService()) {
                throw new ErasureImpossibleException(
                        "A pipeline is running on the home " + home.root() + ": stop it first.");
            }
            return open(home, catalog, kafka, database);
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
    }

    private static HomeErasure open(Home home, Catalog catalog, ServiceLease kafka, Optional<GivenDatabase> given) {
        Map<String, String> settings = Map.of("bootstrap.servers", kafka.address());
        if (given.isPresent()) {
            GivenDatabase database = given.get();
            DatabaseCheck.connect(database.url(), database.user(), database.password());
            PipelineTarget target =
                    new PipelineTarget(settings, database.url(), database.user(), database.password(), false);
            return new HomeErasure(home, catalog, kafka, target, () -> {});
        }
        ServiceLease database = EmbeddedDatabase.attach(home.root());
        PipelineTarget target = new PipelineTarget(
                settings, database.address(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, false);
        return new HomeErasure(home, catalog, kafka, target, database::close);
    }

    /** Completes an interrupted erasure. Returns whether there was one. */
    public static boolean completeInterrupted(
            Home home, Catalog catalog, Optional<GivenDatabase> database, Consumer<String> listener)
            throws IOException, SQLException {
        Optional<ErasurePlan> interrupted = home.erasureMarker().read();
        if (interrupted.isPresent()) {
            try (HomeErasure erasure = open(home, catalog, database)) {
                erasure.run(interrupted.get(), listener);
            }
        }
        return interrupted.isPresent();
    }

    /** Whether an erasure was interrupted before its rebuild was complete and its result was verified. */
    public static boolean isUnverified(Home home) {
        return home.erasureMarker().isUnverified();
    }

    /** Call it when everything is derived from the retained events, and known to be right. */
    public static void verified(Home home) throws IOException {
        home.erasureMarker().verified();
    }

    /**
     * Finds everything that is to be erased, and whether a rebuild would fail. Changes nothing.
     *
     * @param directories the archive and the inbox
     * @see Erasure#find
     */
    public Erasure.Found find(Contract contract, byte[] key, List<Path> directories) throws IOException, SQLException {
        new PipelineReset(target, catalog, EmbeddedStreamsConfig.APPLICATION_ID).check();
        return erasure().find(contract, key, directories);
    }

    /** Runs the plan. */
    public void run(ErasurePlan plan, Consumer<String> listener) throws IOException, SQLException {
        erasure().run(plan, listener);
        hasRun = true;
    }

    private Erasure erasure() {
        return new Erasure(target, catalog, home.erasureMarker(), home.rebuildMarker());
    }

    /** Stops the services, which makes the erasure durable, and then marks it as one whose result is to be verified. */
    @Override
    public void close() throws IOException {
        try {
            releaseDatabase.run();
        } finally {
            kafka.close();
        }
        if (hasRun) {
            home.erasureMarker().stepsCompleted();
        }
    }
}
