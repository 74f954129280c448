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
     * The ports to listen on, all of them free and different. Stops a PostgreSQL server of this home that a kill left
     * running, because it holds its port.
     *
     * @throws ServiceException if the home is in use, or ports are: with all of them and their options
     */
    static ServicePorts select(Path home, ServicePorts wanted) {
        // Locked, so that a home in use is reported as such, and not as ports in use.
        try (ServiceDirectory kafka = ServiceDirectory.lock(home, EmbeddedKafka.SERVICE);
                ServiceDirectory postgres = ServiceDirectory.lock(home, EmbeddedDatabase.SERVICE)) {
            EmbeddedDatabase.stopOrphan(postgres);
            Map<Service, Integer> selected = new EnumMap<>(Service.class);
            selected.put(Service.KAFKA, wanted.kafka());
            selected.put(Service.CONNECT, wanted.connect());
            selected.put(Service.POSTGRES, wanted.postgres());
            selected.values().removeIf(port -> port == 0);
            LoopbackPorts.requireFree(selected);
            selectFree(Service.KAFKA, kafka.recordedPort(), selected);
            selectFree(Service.CONNECT, Optional.empty(), selected);
            selectFree(Service.POSTGRES, postgres.recordedPort(), selected);
            return new ServicePorts(
                    selected.get(Service.KAFKA), selected.get(Service.CONNECT), selected.get(Service.POSTGRES));
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
