package dev.wherry.testing.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that must know their port before they start, or keep it over restarts. They lie below the ephemeral ports
 * of Linux ({@code net.ipv4.ip_local_port_range}), for two reasons. An outgoing connection could take an ephemeral port in the
 * meantime. And a client that keeps reconnecting to a stopped server can connect to itself on such a port, and so keep the
 * server from starting again.
 *
 * <p>They also lie below those that the embedded services choose. Tests run in several JVMs at once, so each JVM begins
 * somewhere else and goes on by other steps.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int COUNT = 4_000;
    /** Prime to the number of ports. */
    private static final int STEP = ThreadLocalRandom.current()
            .ints(1, COUNT)
            .filter(step -> step % 2 != 0 && step % 5 != 0)
            .findFirst()
            .orElseThrow();

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /** Returns a free port; another one each time, until all have been returned. */
    public static int any() throws IOException {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndAdd(STEP), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port from " + FIRST);
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
