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

/** Stands between the sink and its database, and breaks the network. */
public final class DatabaseProxy implements AutoCloseable {
    private final TestDatabase database;
    private final ServerSocket server;
    private final List<Closeable> links = new ArrayList<>();
    private final List<ClientMessages> clients = new ArrayList<>();
    private volatile boolean answersToCommitsAreLost;
    private volatile boolean refusing;

    public DatabaseProxy(TestDatabase database) {
        this.database = database;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** The database, as one reaches it through here. */
    public TestDatabase database() {
        return new TestDatabase("127.0.0.1", server.getLocalPort(), database.name());
    }

    /** From now on, the connection ends when a commit has been sent: the server does it, and nobody hears of it. */
    public void loseAnswersToCommits() {
        answersToCommitsAreLost = true;
    }

    /** How many messages of each type clients have sent since the last call, pieces of a COPY's rows left out. */
    public synchronized Map<Character, Integer> messages() {
        Map<Character, Integer> messages = new TreeMap<>();
        clients.forEach(client -> client.take().forEach((type, count) -> messages.merge(type, count, Integer::sum)));
        return messages;
    }

    /** Ends all connections, and those that come too until {@link #mend}. */
    public void cut() {
        refusing = true;
        closeLinks();
    }

    public void mend() {
        refusing = false;
        answersToCommitsAreLost = false;
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
                if (refusing) {
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
            closeLinks(); // the end of this proxy
        }
    }

    private void pump(Socket from, Socket to, boolean requests, ObjIntConsumer<byte[]> reader) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                boolean commits = requests
                        && answersToCommitsAreLost
                        && new String(buffer, 0, size, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
                if (commits) {
                    from.close(); // what the server answers has nowhere to go
                }
                reader.accept(buffer, size);
                out.write(buffer, 0, size);
                if (commits) {
                    to.shutdownOutput();
                    return;
                }
            }
        } catch (IOException e) {
            // one end is gone, so the other goes as well
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
