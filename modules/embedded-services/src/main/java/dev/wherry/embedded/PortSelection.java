package dev.wherry.embedded;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Selects the ports of a home's services before any of them starts, so that all ports in use are reported at once. */
final class PortSelection {
    private PortSelection() {}

    /**
     * The ports to listen on, all of them free and different; 0 for a service that is not embedded. Stops a PostgreSQL server of this home that a kill left
     * running, because it holds its port.
     *
     * @throws ServiceException if the home is in use, or ports are: with all of them and their options
     */
    static ServicePorts select(Path home, ServicesConfig config) {
        ServicePorts wanted = config.ports();
        // Locked, so that a home in use is reported as such, and not as ports in use.
        try (ServiceDirectory kafka =
                        config.kafkaEmbedded() ? ServiceDirectory.lock(home, EmbeddedKafka.SERVICE) : null;
                ServiceDirectory postgres =
                        config.databaseEmbedded() ? ServiceDirectory.lock(home, EmbeddedDatabase.SERVICE) : null) {
            if (postgres != null) {
                EmbeddedDatabase.stopOrphan(postgres);
            }
            Map<Service, Integer> selected = new EnumMap<>(Service.class);
            selected.put(Service.KAFKA, kafka == null ? 0 : wanted.kafka());
            selected.put(Service.CONNECT, wanted.connect());
            selected.put(Service.POSTGRES, postgres == null ? 0 : wanted.postgres());
            selected.values().removeIf(port -> port == 0);
            LoopbackPorts.requireFree(selected);
            if (kafka != null) {
                selectFree(Service.KAFKA, kafka.recordedPort(), selected);
            }
            selectFree(Service.CONNECT, Optional.empty(), selected);
            if (postgres != null) {
                selectFree(Service.POSTGRES, postgres.recordedPort(), selected);
            }
            return new ServicePorts(
                    selected.getOrDefault(Service.KAFKA, 0),
                    selected.get(Service.CONNECT),
                    selected.getOrDefault(Service.POSTGRES, 0));
        }
    }

    private static void selectFree(Service service, Optional<Integer> previous, Map<Service, Integer> selected) {
        if (selected.containsKey(service)) {
            return;
        }
        Set<Integer> taken = selected.values().stream().collect(Collectors.toSet());
        int port = previous.filter(last -> !taken.contains(last))
                .filter(LoopbackPorts::isFree)
                .orElseGet(LoopbackPorts::anyFree);
        while (taken.contains(port)) {
            port = LoopbackPorts.anyFree();
        }
        selected.put(service, port);
    }
}
