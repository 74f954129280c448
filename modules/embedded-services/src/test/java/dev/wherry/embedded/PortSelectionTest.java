package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortSelectionTest {
    @TempDir
    Path home;

    @Test
    void reportsAllPortsInUseWithTheirServicesAndOptions() throws IOException {
        try (ServerSocket kafka = listen();
                ServerSocket connect = listen();
                ServerSocket postgres = listen()) {
            ServicePorts ports =
                    new ServicePorts(kafka.getLocalPort(), connect.getLocalPort(), postgres.getLocalPort());

            assertThat(failure(ports))
                    .isEqualTo(
                            "Ports of 127.0.0.1 are in use: %d (Kafka, --kafka-port), %d (Kafka Connect, --connect-port), %d (PostgreSQL, --postgres-port). Stop what listens there, or choose other ports; 0 is any free one."
                                    .formatted(ports.kafka(), ports.connect(), ports.postgres()));
        }
    }

    @Test
    void reportsOnlyThePortsInUse() throws IOException {
        try (ServerSocket connect = listen()) {
            ServicePorts ports = new ServicePorts(LoopbackPorts.anyFree(), connect.getLocalPort(), 0);

            assertThat(failure(ports))
                    .isEqualTo(
                            "A port of 127.0.0.1 is in use: %d (Kafka Connect, --connect-port). Stop what listens there, or choose another port; 0 is any free one."
                                    .formatted(ports.connect()));
        }
    }

    @Test
    void stopsAnOrphanedDatabaseBeforeItChecksItsPort() throws Exception {
        ForkedServices.start(home).kill();
        int orphaned =
                ServiceDirectory.recordedPort(home, EmbeddedDatabase.SERVICE).orElseThrow();
        assertThat(LoopbackPorts.isFree(orphaned)).isFalse();

        try (ServerSocket connect = listen()) {
            String failure = failure(new ServicePorts(0, connect.getLocalPort(), orphaned));

            assertThat(failure).contains("--connect-port").doesNotContain("--postgres-port");
        }
        try (EmbeddedServices services = EmbeddedServices.start(home, new ServicePorts(0, 0, orphaned))) {
            assertThat(services.database().port()).isEqualTo(orphaned);
        }
    }

    @Test
    void selectsThePortOfThePreviousRunUnlessAnotherServiceWantsIt() {
        try (ServiceDirectory kafka = ServiceDirectory.lock(home, EmbeddedKafka.SERVICE)) {
            kafka.recordPort(LoopbackPorts.anyFree());
        }
        int previous =
                ServiceDirectory.recordedPort(home, EmbeddedKafka.SERVICE).orElseThrow();

        assertThat(PortSelection.select(home, ServicesConfig.allEmbedded(ServicePorts.ANY))
                        .kafka())
                .isEqualTo(previous);

        ServicePorts selected =
                PortSelection.select(home, ServicesConfig.allEmbedded(new ServicePorts(0, 0, previous)));
        assertThat(selected.postgres()).isEqualTo(previous);
        assertThat(Set.of(selected.kafka(), selected.connect(), selected.postgres()))
                .hasSize(3);
    }

    @Test
    void reportsAHomeInUseRatherThanItsPorts() throws IOException {
        try (ServiceDirectory inUse = ServiceDirectory.lock(home, EmbeddedKafka.SERVICE);
                ServerSocket kafka = listen()) {
            assertThat(failure(new ServicePorts(kafka.getLocalPort(), 0, 0)))
                    .isEqualTo("The home " + home + " is in use by another process: stop it, or choose another home.");
        }
    }

    private String failure(ServicePorts ports) {
        return catchThrowableOfType(ServiceException.class, () -> EmbeddedServices.start(home, ports))
                .getMessage();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST));
    }
}
