package dev.wherry.it.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Stands between clients and a server, both on this machine, and breaks the network between them. */
final class Relay implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final TrafficControl traffic = new TrafficControl();
    private final List<RelayConnection> links = new CopyOnWriteArrayList<>();

    /** @param target the port of the server, which need not be up yet */
    Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** Where clients connect. */
    int port() {
        return listener.getLocalPort();
    }

    int target() {
        return target;
    }

    /** Resets all connections, and those that come too until {@link #mend}. */
    void cut() {
        traffic.refuse();
        reset();
    }

    /** Resets all connections; new ones may come at once. */
    void reset() {
        links.forEach(RelayConnection::reset);
    }

    /** Lets nothing through in either direction until {@link #mend}; the connections stay. */
    void hold() {
        traffic.hold();
    }

    /** Delays every piece of data by that long, until {@link #mend}. */
    void delay(long millis) {
        traffic.delay(millis);
    }

    /** Ends one direction of every connection and leaves the other open. */
    void halfClose(boolean towardsServer) {
        links.forEach(link -> link.halfClose(towardsServer));
    }

    void mend() {
        traffic.forward();
    }

    /** Watches every connection, those that are there included, until {@link #untap}. */
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
            RelayConnection link = new RelayConnection(client, server, traffic, links::remove);
            links.add(link);
            link.start();
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
        mend();
        links.forEach(RelayConnection::end);
    }
}
