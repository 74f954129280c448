package dev.wherry.embedded;

import java.util.Map;
import java.util.Optional;

/**
 * Which services are embedded, and how.
 *
 * @param worker the Connect worker's name: see {@link EmbeddedConnect}
 * @param secrets what connectors refer to by {@link WorkerSecrets#reference}, by name
 * @param connectors by name, the configurations with which connectors are to run: one that was left with another does not
 *     start with the worker
 * @param givenKafka client settings for brokers that replace the embedded one; empty for the embedded one
 * @param databaseEmbedded whether PostgreSQL is embedded
 */
public record ServicesConfig(
        ServicePorts ports,
        String worker,
        Map<String, String> secrets,
        Map<String, Map<String, String>> connectors,
        Optional<Map<String, String>> givenKafka,
        boolean databaseEmbedded) {
    public ServicesConfig {
        secrets = Map.copyOf(secrets);
        connectors = Map.copyOf(connectors);
        givenKafka = givenKafka.map(Map::copyOf);
    }

    /** All services, with a Connect worker of the default name. */
    static ServicesConfig allEmbedded(ServicePorts ports) {
        return new ServicesConfig(ports, EmbeddedConnect.DEFAULT_NAME, Map.of(), Map.of(), Optional.empty(), true);
    }

    boolean kafkaEmbedded() {
        return givenKafka.isEmpty();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "worker %s, %s Kafka, %s database"
                .formatted(worker, kafkaEmbedded() ? "embedded" : "given", databaseEmbedded ? "embedded" : "given");
    }
}
