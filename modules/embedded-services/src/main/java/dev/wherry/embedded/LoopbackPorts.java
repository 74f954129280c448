package dev.wherry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Ports of the loopback interface, the only one on which the services listen. */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
    /** Much longer than a program that is being started keeps what it inherits. */
    private static final Duration IN_USE = Duration.ofMillis(200);

    /**
     * The ports to choose from. They lie below the ephemeral ports of Linux, so that no outgoing connection takes one before
     * it is used, and no client that keeps reconnecting to a stopped service connects to itself.
     */
    private static final int FIRST = 24_000;

    private static final int COUNT = 8_000;

    /**
     * Processes that start at the same time must not choose the same port, so each begins somewhere else and goes on by
     * other steps, prime to the number of ports.
     */
    private static final int STEP = ThreadLocalRandom.current()
            .ints(1, COUNT)
            .filter(step -> step % 2 != 0 && step % 5 != 0)
            .findFirst()
            .orElseThrow();

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private LoopbackPorts() {}

    /** A port that is free now. If another process takes it before it is used, the start of the service fails. */
    static int anyFree() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndAdd(STEP), COUNT);
            if (canBeBound(port)) {
                return port;
            }
        }
        throw new ServiceException(
                "No port of %s from %d to %d can be opened.".formatted(HOST, FIRST, FIRST + COUNT - 1));
    }

    /**
     * Whether the port is free now or within two seconds. A program that is being started inherits the open descriptors
     * of this process for a moment, and with them a port that was only probed; PostgreSQL starts concurrently with
     * Kafka.
     */
    static boolean isFree(int port) {
        return Polling.untilTrue(CHECK_TIMEOUT, () -> canBeBound(port));
    }

    /** Whether a program listens on the port, as is expected: so it waits for less time than {@link #isFree}. */
    static boolean isInUse(int port) {
        return !Polling.untilTrue(IN_USE, () -> canBeBound(port));
    }

    private static boolean canBeBound(int port) {
        try {
            bind(port);
            return true;
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

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a connection in TIME_WAIT does not occupy the port
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        }
    }
}
