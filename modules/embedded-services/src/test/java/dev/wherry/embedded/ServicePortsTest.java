package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServicePortsTest {
    @Test
    void rejectsWhatIsNoPort() {
        assertThatThrownBy(() -> new ServicePorts(1, 65536, 2))
                .isInstanceOf(ServiceException.class)
                .hasMessage("--connect-port is 65536: a port is 1 to 65535, or 0 for any free one.");
    }

    @Test
    void rejectsOnePortForTwoServices() {
        assertThatThrownBy(() -> new ServicePorts(5000, 0, 5000))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        "--kafka-port and --postgres-port are both 5000: Kafka and PostgreSQL need different ports.");
    }
}
