package dev.wherry.cli;

import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.operations.services.KafkaCheck;
import dev.wherry.pipeline.GivenKafka;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The Kafka that a command works on, reachable while this is open.
 *
 * @param clientSettings Kafka client settings
 * @param embeddedStarted whether it is a broker that was started for this command, so that no pipeline can be using it
 */
record KafkaConnection(Map<String, String> clientSettings, boolean embeddedStarted, Runnable release)
        implements AutoCloseable {
    /**
     * The given Kafka, or that of the home.
     *
     * @param home null if there is none
     */
    static KafkaConnection open(Path home, KafkaOptions options) {
        Optional<GivenKafka> given = options.given();
        if (home == null && given.isEmpty()) {
            throw new UsageException("Name the home with --home, or your own Kafka with --bootstrap-servers.");
        }
        if (home != null) {
            LogFile.use(new Home(home));
            given = given.or(() -> HomeSettings.of(new Home(home)).given().kafka());
        }
        if (given.isPresent()) {
            Map<String, String> settings = given.get().clientSettings();
            KafkaCheck.clusterId(settings);
            return new KafkaConnection(settings, false, () -> {});
        }
        ServiceLease kafka = EmbeddedKafka.attach(home);
        return new KafkaConnection(Map.of("bootstrap.servers", kafka.address()), kafka.ownsService(), kafka::close);
    }

    /** Without the client settings, which may hold secrets. */
    @Override
    public String toString() {
        return clientSettings.get("bootstrap.servers");
    }

    @Override
    public void close() {
        release.run();
    }
}
