package dev.wherry.sink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/** A TCP proxy between the sink and its database that can break the network. */
public final class DatabaseProxy implements AutoCloseable {
    private final TestDatabase database;
    private final ServerSocket server;
    private final List<Closeable> links = new ArrayList<>();
    private final List<ClientMessages> clients = new ArrayList<>();
    private volatile boolean dropsCommitResponses;
    private volatile boolean rejecting;

    public DatabaseProxy(TestDatabase database) {
        this.database = database;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** The database, reached through this proxy. */
    public TestDatabase database() {
        return new TestDatabase("127.0.0.1", server.getLocalPort(), database.name());
    }

    /** From now on, breaks the connection after a COMMIT: the server executes it, but the client gets no response. */
    public void dropCommitResponses() {
        dropsCommitResponses = true;
    }

    /** The number of messages of each type that clients have sent since the last call, without COPY data. */
    public synchronized Map<Character, Integer> messages() {
        Map<Character, Integer> messages = new TreeMap<>();
        clients.forEach(
                client -> client.drainCounts().forEach((type, count) -> messages.merge(type, count, Integer::sum)));
        return messages;
    }

    /** Closes all connections, and new ones until {@link #restore}. */
    public void cut() {
        rejecting = true;
        closeLinks();
    }

    public void restore() {
        rejecting = false;
        dropsCommitResponses = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeLinks();
    }

    private synchronized void closeLinks() {
        links.forEach(DatabaseProxy::closeQuietly);
        links.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                if (rejecting) {
                    client.close();
                    continue;
                }
                Socket upstream = new Socket(database.host(), database.port());
                ClientMessages messages = new ClientMessages();
                synchronized (this) {
                    clients.add(messages);
                    links.add(client);
                    links.add(upstream);
                }
                start("to server", () -> pump(client, upstream, true, messages::read));
                start("to client", () -> pump(upstream, client, false, (bytes, size) -> {}));
            }
        } catch (IOException e) {
            closeLinks(); // the proxy was closed
        }
    }

    private void pump(Socket from, Socket to, boolean requests, ObjIntConsumer<byte[]> reader) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                boolean commits = requests
                        && dropsCommitResponses
                        && new String(buffer, 0, size, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
                if (commits) {
                    from.close(); // the response cannot be delivered
                }
                reader.accept(buffer, size);
                out.write(buffer, 0, size);
                if (commits) {
                    to.shutdownOutput();
                    return;
                }
            }
        } catch (IOException e) {
            // one side is closed, so close the other
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Closeable link) {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }
}
