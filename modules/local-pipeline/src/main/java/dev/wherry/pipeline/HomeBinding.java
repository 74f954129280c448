package dev.wherry.pipeline;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.EmbeddedServices;
import dev.wherry.embedded.ServiceException;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.services.DatabaseCheck;
import dev.wherry.operations.services.KafkaCheck;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A home and the services that it was given instead of embedded ones.
 *
 * @param kafka client settings; empty if Kafka is embedded
 * @param database empty if it is embedded
 * @param clientId the start of the client ids of this home's consumers on a given Kafka
 */
record HomeBinding(Optional<Map<String, String>> kafka, Optional<GivenDatabase> database, String clientId) {
    /**
     * Checks the given services before anything is started, records them in the home and takes over a given Kafka.
     *
     * @throws ServiceException if the home belongs to another Kafka, or the Kafka to another pipeline
     * @throws dev.wherry.operations.services.UnreachableServiceException if a given service cannot be used
     */
    static HomeBinding bind(Home home, PipelineConfig config) throws IOException {
        GivenServices given = config.given();
        Optional<Map<String, String>> kafka = given.kafka().map(GivenKafka::clientSettings);
        Optional<String> clusterId = kafka.map(KafkaCheck::clusterId);
        HomeSettings previous = HomeSettings.of(home);
        if (clusterId.isPresent()) {
            requireOneKafka(home, previous, clusterId.get());
        }
        given.database()
                .ifPresent(database -> DatabaseCheck.connect(database.url(), database.user(), database.password()));
        new HomeSettings(
                        previous.id(),
                        Optional.of(config.contracts().toAbsolutePath().normalize()),
                        given,
                        clusterId)
                .save(home);
        HomeBinding binding = new HomeBinding(kafka, given.database(), "wherry-run-" + previous.id());
        kafka.ifPresent(client -> ClusterTakeover.run(client, binding.clientId()));
        return binding;
    }

    /** The streams app's stores, the archive and a rebuild's progress belong to the topics that they came from. */
    private static void requireOneKafka(Home home, HomeSettings previous, String clusterId) {
        boolean other =
                previous.kafkaClusterId().filter(id -> !id.equals(clusterId)).isPresent();
        if (other || EmbeddedKafka.hasRunOn(home.root())) {
            throw new ServiceException(
                    ("The home %s holds the state of another Kafka%s: choose a new home for this one."
                                    + " docs/laptop-to-production.md says how to take the events along.")
                            .formatted(home.root(), other ? "" : ", the embedded one"));
        }
    }

    /** Without the client settings, which may hold secrets. */
    @Override
    public String toString() {
        return clientId;
    }

    String password() {
        return database.map(GivenDatabase::password).orElse(EmbeddedDatabase.PASSWORD);
    }

    /** The Kafka and the database, given or of these services. */
    PipelineTarget target(EmbeddedServices services) {
        return new PipelineTarget(
                kafka.orElseGet(() -> services.kafka().clientSettings()),
                database.map(GivenDatabase::url)
                        .orElseGet(() -> services.database().jdbcUrl()),
                database.map(GivenDatabase::user).orElse(EmbeddedDatabase.USER),
                password(),
                true);
    }
}
