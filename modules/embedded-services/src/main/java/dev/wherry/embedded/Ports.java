package dev.wherry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface, on which all services listen and nothing else. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private Ports() {}

    /** A port that is free now. Another process could take it before it is used; then the start says so. */
    static int anyFree() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new ServiceException("No port of " + HOST + " can be opened: " + e.getMessage() + ".", e);
        }
    }

    static boolean isFree(int port) {
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
