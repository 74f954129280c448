package dev.wherry.it.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection through a {@link Relay}. */
final class RelayConnection {
    private final Socket client;
    private final Socket server;
    private final TrafficControl traffic;
    private final Consumer<RelayConnection> onEnd;
    private Optional<Supplier<Tap>> tapSupplier = Optional.empty();
    private Optional<Tap> tap = Optional.empty();

    RelayConnection(Socket client, Socket server, TrafficControl traffic, Consumer<RelayConnection> onEnd)
            throws IOException {
        this.client = client;
        this.server = server;
        this.traffic = traffic;
        this.onEnd = onEnd;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        Relay.start("to server", () -> pump(client, server, true));
        Relay.start("to client", () -> pump(server, client, false));
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                traffic.awaitPermission();
                forward(buffer, size, out, requests);
            }
            to.shutdownOutput();
            if (!requests) {
                end(); // the server has closed its side
            }
        } catch (IOException | InterruptedException broken) {
            reset();
        }
    }

    private void forward(byte[] bytes, int size, OutputStream out, boolean request) throws IOException {
        Optional<Tap> active = tap();
        int first = active.map(t -> request ? t.request(bytes, size) : t.response(bytes, size))
                .orElse(-1);
        if (first >= 0) {
            out.write(bytes, 0, first);
            active.get().reached(server.getLocalPort());
            out.write(bytes, first, size - first);
        } else {
            out.write(bytes, 0, size);
        }
    }

    /** A new tap whenever the relay gets another supplier: a tap follows one connection. */
    private synchronized Optional<Tap> tap() {
        Optional<Supplier<Tap>> current = traffic.tap();
        if (!current.equals(tapSupplier)) {
            tapSupplier = current;
            tap = current.map(Supplier::get);
        }
        return tap;
    }

    /** Closes one direction and leaves the other open. */
    void halfClose(boolean towardsServer) {
        try {
            (towardsServer ? server : client).shutdownOutput();
        } catch (IOException alreadyClosed) {
            onEnd.accept(this);
        }
    }

    void reset() {
        onEnd.accept(this);
        reset(client);
        reset(server);
    }

    void end() {
        onEnd.accept(this);
        closeQuietly(client);
        closeQuietly(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // nothing left to reset
        }
        closeQuietly(socket);
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // closed anyway
        }
    }
}
