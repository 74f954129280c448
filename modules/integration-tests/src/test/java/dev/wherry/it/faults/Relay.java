package dev.wherry.it.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Stands between clients and a server, both on this machine, and breaks the network between them. */
final class Relay implements AutoCloseable {
    /** What becomes of the bytes that come in. */
    private enum Mode {
        FORWARD,
        HOLD,
        REFUSE
    }

    private record Link(Socket client, Socket server) {}

    private final int target;
    private final ServerSocket listener;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final Object change = new Object();
    private Mode mode = Mode.FORWARD;
    private volatile long delayMillis;
    private volatile Optional<Supplier<Tap>> tap = Optional.empty();

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
        set(Mode.REFUSE);
        links.forEach(Relay::reset);
    }

    /** Resets all connections; new ones may come at once. */
    void reset() {
        links.forEach(Relay::reset);
    }

    /** Lets nothing through in either direction until {@link #mend}; the connections stay. */
    void hold() {
        set(Mode.HOLD);
    }

    /** Delays every piece of data by that long, until {@link #mend}. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Ends one direction of every connection and leaves the other open. */
    void halfClose(boolean towardsServer) {
        for (Link link : links) {
            try {
                (towardsServer ? link.server : link.client).shutdownOutput();
            } catch (IOException gone) {
                links.remove(link);
            }
        }
    }

    void mend() {
        delayMillis = 0;
        set(Mode.FORWARD);
    }

    /** Watches every connection, those that are there included, until {@link #untap}. */
    void tap(Supplier<Tap> taps) {
        tap = Optional.of(taps);
    }

    void untap() {
        tap = Optional.empty();
    }

    private void set(Mode next) {
        synchronized (change) {
            mode = next;
            change.notifyAll();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (isRefusing()) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private boolean isRefusing() {
        synchronized (change) {
            return mode == Mode.REFUSE;
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link = new Link(client, server);
            links.add(link);
            Taps taps = new Taps();
            start("to server", () -> pump(link, client, server, taps, true));
            start("to client", () -> pump(link, server, client, taps, false));
        } catch (IOException serverIsDown) {
            reset(client);
        }
    }

    /** The tap of one connection, made when it is first needed. */
    private final class Taps {
        private Optional<Supplier<Tap>> of = Optional.empty();
        private Optional<Tap> made = Optional.empty();

        synchronized Optional<Tap> current() {
            Optional<Supplier<Tap>> wanted = tap;
            if (!wanted.equals(of)) {
                of = wanted;
                made = wanted.map(Supplier::get);
            }
            return made;
        }
    }

    private void pump(Link link, Socket from, Socket to, Taps taps, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                awaitForwarding();
                forward(buffer, size, out, taps.current(), requests, link.server.getLocalPort());
            }
            to.shutdownOutput();
            if (!requests || from.isOutputShutdown()) {
                end(link); // the server has no more to say
            }
        } catch (IOException | InterruptedException broken) {
            links.remove(link);
            reset(link);
        }
    }

    private void awaitForwarding() throws InterruptedException, IOException {
        if (delayMillis > 0) {
            Thread.sleep(delayMillis);
        }
        synchronized (change) {
            while (mode == Mode.HOLD) {
                change.wait();
            }
            if (mode == Mode.REFUSE) {
                throw new IOException("cut");
            }
        }
    }

    private static void forward(
            byte[] bytes, int size, OutputStream out, Optional<Tap> tap, boolean request, int serverSidePort)
            throws IOException {
        int first = tap.map(watching -> request ? watching.request(bytes, size) : watching.answer(bytes, size))
                .orElse(-1);
        if (first >= 0) {
            out.write(bytes, 0, first);
            tap.get().reached(serverSidePort);
            out.write(bytes, first, size - first);
        } else {
            out.write(bytes, 0, size);
        }
    }

    private void end(Link link) {
        links.remove(link);
        closeQuietly(link.client);
        closeQuietly(link.server);
    }

    private static void reset(Link link) {
        reset(link.client);
        reset(link.server);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // then there is nothing left to reset
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "relay " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        mend();
        links.forEach(this::end);
    }
}
