package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "numbers";

    @TempDir
    Path home;

    @Test
    void keepsTopicsTablesAndConnectorsBetweenStarts() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            new TestTopics(services.kafka().bootstrapServers()).create(TOPIC);
            services.connect().put("counter", NumbersConnector.exactlyOnce(TOPIC, Map.of("last", "9")));
            services.connect().awaitRunning("counter", PATIENCE);
            TestDatabase.at(services.database().jdbcUrl()).execute("CREATE TABLE kept AS SELECT 7 AS x");
        }
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            services.connect().awaitRunning("counter", PATIENCE);

            assertThat(TestDatabase.at(services.database().jdbcUrl()).query("SELECT x FROM kept"))
                    .isEqualTo("7");
            assertThat(new TestTopics(services.kafka().bootstrapServers()).read(TOPIC, 10))
                    .isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        }
    }

    @Test
    void connectorsContinueAfterTheBrokerRestarts() throws Exception {
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            TestTopics topics = new TestTopics(services.kafka().bootstrapServers());
            topics.create(TOPIC);
            services.connect().put("counter", NumbersConnector.exactlyOnce(TOPIC, Map.of()));
            int before = topics.read(TOPIC, 100).size();

            services.kafka().stop();
            services.kafka().startAgain();

            topics.read(TOPIC, before + 5000);
            assertThat(services.connect().status("counter").orElseThrow().isRunning())
                    .isTrue();
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        assumeTrue(!others.isEmpty(), "this machine has only loopback addresses");
        try (EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY)) {
            List<Integer> ports = List.of(
                    Integer.valueOf(services.kafka().bootstrapServers().replaceAll(".*:", "")),
                    services.connect().rest().getPort(),
                    URI.create(services.database().jdbcUrl().replace("jdbc:", ""))
                            .getPort());
            for (int port : ports) {
                new Socket("127.0.0.1", port).close();
                for (InetAddress other : others) {
                    assertThatThrownBy(() -> new Socket(other, port).close()).isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void stopsTheOtherServicesIfOneFailsToStart() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServicePorts ports = new ServicePorts(0, used.getLocalPort(), 0);
            ServiceException failure =
                    catchThrowableOfType(ServiceException.class, () -> EmbeddedServices.start(home, ports));

            assertThat(failure.getMessage()).as(failure::getMessage).contains("(Kafka Connect, --connect-port)");
        }
        EmbeddedServices.start(home, ServicePorts.ANY).close();
    }
}
