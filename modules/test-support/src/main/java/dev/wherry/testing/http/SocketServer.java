package dev.wherry.testing.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** Answers each request with bytes, of which a test can cut off the last ones. */
public final class SocketServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<HttpRequest, Reply> replies;
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private volatile boolean remembering = true;

    /**
     * The whole answer.
     *
     * @param cutAfter the connection is closed after so many bytes of it; negative: never
     */
    public record Reply(byte[] bytes, int cutAfter) {}

    /** Starts on a free port of the loopback interface. */
    public SocketServer(ServerSocketFactory sockets, Function<HttpRequest, Reply> replies) throws IOException {
        this.replies = replies;
        socket = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** All requests so far. */
    public List<HttpRequest> requests() {
        return requests;
    }

    /** Does not collect requests any longer: there will be too many. */
    public void forgetRequests() {
        remembering = false;
        requests.clear();
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (HttpRequest request = HttpRequest.read(in); request != null; request = HttpRequest.read(in)) {
                if (remembering) {
                    requests.add(request);
                }
                Reply reply = replies.apply(request);
                int length = reply.bytes().length;
                out.write(reply.bytes(), 0, reply.cutAfter() < 0 ? length : Math.min(reply.cutAfter(), length));
                out.flush();
                if (reply.cutAfter() >= 0) {
                    return;
                }
            }
        } catch (IOException clientGone) {
            // the client may close a connection at any time
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
