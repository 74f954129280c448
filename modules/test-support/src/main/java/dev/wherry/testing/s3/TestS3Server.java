package dev.wherry.testing.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A small S3 server in this process, with one bucket and faults: it answers listings, ranged reads, tags, copies and deletions
 * as S3 does, path-style, whoever asks.
 */
public final class TestS3Server implements AutoCloseable {
    private final ServerSocket socket;
    private final TestBucket bucket;
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private volatile boolean remembering = true;
    private volatile Function<HttpRequest, Fault> faults = request -> Fault.NONE;

    /**
     * What happens to an answer.
     *
     * @param cutAfter the connection is closed after so many bytes of the answer; negative: never
     * @param error an answer instead of the right one; null for none
     */
    public record Fault(int cutAfter, Answer error) {
        public static final Fault NONE = new Fault(-1, null);

        /** The connection is closed after so many bytes. */
        public static Fault cutAfter(int bytes) {
            return new Fault(bytes, null);
        }

        /** The store answers with an error. */
        public static Fault error(int status, String code) {
            return new Fault(-1, Answer.error(status, code));
        }
    }

    /** An answer to a request. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer error(int status, String code) {
            String xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>the test wants it</Message>"
                    + "</Error>";
            return new Answer(status, Map.of("Content-Type", "application/xml"), xml.getBytes(UTF_8));
        }
    }

    /** Starts on a free port of the loopback interface. */
    public TestS3Server(String bucketName) throws IOException {
        bucket = new TestBucket(bucketName);
        socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The address of the store. */
    public String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** What the bucket contains. */
    public TestBucket bucket() {
        return bucket;
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

    /** Decides from now on what happens to each answer. */
    public void faults(Function<HttpRequest, Fault> newFaults) {
        faults = newFaults;
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "test-s3");
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
                Fault fault = faults.apply(request);
                Answer answer = fault.error() == null ? bucket.answer(request) : fault.error();
                byte[] bytes = bytes(request, answer);
                int sent = fault.cutAfter() < 0 ? bytes.length : Math.min(fault.cutAfter(), bytes.length);
                out.write(bytes, 0, sent);
                out.flush();
                if (fault.cutAfter() >= 0) {
                    return;
                }
            }
        } catch (IOException clientGone) {
            // the client may close a connection at any time
        }
    }

    private byte[] bytes(HttpRequest request, Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " answer\r\n");
        head.append("Date: ").append(bucket.date()).append("\r\n");
        if (!answer.headers().containsKey("Content-Length") && answer.status() != 204) {
            head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        }
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        bytes.write(head.append("\r\n").toString().getBytes(UTF_8));
        if (!request.method().equals("HEAD")) {
            bytes.write(answer.body());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
