package dev.wherry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Ports of the loopback interface, on which all services listen and nothing else. */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private LoopbackPorts() {}

    /** A port that is free now. Another process could take it before it is used; then the start says so. */
    static int anyFree() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new ServiceException("No port of " + HOST + " can be opened: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Whether the port is free now or in a moment. A program that is just being started holds what this process has open until it
     * has closed that: also a port that was only tried out, while a program of PostgreSQL is started beside Kafka.
     */
    static boolean isFree(int port) {
        return Polling.until(MOMENT, () -> canBeBound(port));
    }

    private static boolean canBeBound(int port) {
        try {
            return bind(port) == port;
        } catch (IOException e) {
            return false;
        }
    }

    /** Throws ServiceException if something else listens on the port. */
    static void requireFree(String service, int port) {
        if (!isFree(port)) {
            throw new ServiceException("Port " + port + " of " + HOST + ", on which " + service
                    + " is to listen, is taken: end the program that holds it, or choose another port.");
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a connection that is just closing does not make the port a taken one
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        }
    }
}
