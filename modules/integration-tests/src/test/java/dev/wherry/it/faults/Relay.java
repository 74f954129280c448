package dev.wherry.it.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A TCP relay between local clients and a local server that simulates network failures. */
final class Relay implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final TrafficControl traffic = new TrafficControl();
    private final List<RelayConnection> connections = new CopyOnWriteArrayList<>();

    /** @param target port of the server, which need not be up yet */
    Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** The port to which clients connect. */
    int port() {
        return listener.getLocalPort();
    }

    int target() {
        return target;
    }

    /** Resets all connections, and new ones until {@connection #restore}. */
    void cut() {
        traffic.refuse();
        reset();
    }

    /** Resets all connections; clients may reconnect at once. */
    void reset() {
        connections.forEach(RelayConnection::reset);
    }

    /** Holds back all data in both directions until {@connection #restore}; connections stay open. */
    void hold() {
        traffic.hold();
    }

    /** Delays each packet until {@connection #restore}. */
    void delay(long millis) {
        traffic.delay(millis);
    }

    /** Closes one direction of every connection and leaves the other open. */
    void halfClose(boolean towardsServer) {
        connections.forEach(connection -> connection.halfClose(towardsServer));
    }

    /** Forwards all traffic again, without delay. */
    void restore() {
        traffic.forward();
    }

    /** Taps all existing and new connections until {@connection #untap}. */
    void tap(Supplier<Tap> taps) {
        traffic.tap(Optional.of(taps));
    }

    void untap() {
        traffic.tap(Optional.empty());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (traffic.isRefused()) {
                    RelayConnection.reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            RelayConnection connection = new RelayConnection(client, server, traffic, connections::remove);
            connections.add(connection);
            connection.start();
        } catch (IOException serverIsDown) {
            RelayConnection.reset(client);
        }
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "relay " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        RelayConnection.closeQuietly(listener);
        restore();
        connections.forEach(RelayConnection::end);
    }
}
