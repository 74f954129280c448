package dev.wherry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Ports of the loopback interface, the only one on which the services listen. */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private LoopbackPorts() {}

    /** A port that is free now. If another process takes it before it is used, the start of the service fails. */
    static int anyFree() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new ServiceException("No port of " + HOST + " can be opened: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Whether the port is free now or within two seconds. A program that is being started inherits the open descriptors
     * of this process for a moment, and with them a port that was only probed; PostgreSQL starts concurrently with
     * Kafka.
     */
    static boolean isFree(int port) {
        return Polling.untilTrue(CHECK_TIMEOUT, () -> canBeBound(port));
    }

    private static boolean canBeBound(int port) {
        try {
            return bind(port) == port;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ServiceException if another program listens on the port */
    static void requireFree(Service service, int port) {
        requireFree(Map.of(service, port));
    }

    /** @throws ServiceException if other programs listen on some of the ports, with all of them and their options */
    static void requireFree(Map<Service, Integer> ports) {
        Map<Service, Integer> inUse = new EnumMap<>(ports);
        boolean allFree = Polling.untilTrue(CHECK_TIMEOUT, () -> {
            inUse.values().removeIf(LoopbackPorts::canBeBound);
            return inUse.isEmpty();
        });
        if (!allFree) {
            throw new ServiceException(
                    "%s of %s %s in use: %s. Stop what listens there, or choose %s; 0 is any free one."
                            .formatted(
                                    inUse.size() == 1 ? "A port" : "Ports",
                                    HOST,
                                    inUse.size() == 1 ? "is" : "are",
                                    inUse.entrySet().stream()
                                            .map(used -> used.getValue() + " (" + used.getKey() + ", "
                                                    + used.getKey().portOption() + ")")
                                            .collect(Collectors.joining(", ")),
                                    inUse.size() == 1 ? "another port" : "other ports"));
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a connection in TIME_WAIT does not occupy the port
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        }
    }
}
