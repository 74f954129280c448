package dev.wherry.testing.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.SocketServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/**
 * A small S3 server in this process, with one bucket and faults: it answers listings, ranged reads, tags, copies and deletions
 * as S3 does, path-style, whoever asks.
 */
public final class TestS3Server implements AutoCloseable {
    private final SocketServer server;
    private final TestBucket bucket;
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

        /** Another answer than that of the bucket. */
        public static Fault answer(int status, Map<String, String> headers, String body) {
            return new Fault(-1, new Answer(status, headers, body.getBytes(UTF_8)));
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
        server = new SocketServer(ServerSocketFactory.getDefault(), this::reply);
    }

    /** The address of the store. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.port();
    }

    /** What the bucket contains. */
    public TestBucket bucket() {
        return bucket;
    }

    /** All requests so far. */
    public List<HttpRequest> requests() {
        return server.requests();
    }

    /** Does not collect requests any longer: there will be too many. */
    public void forgetRequests() {
        server.forgetRequests();
    }

    /** Decides from now on what happens to each answer. */
    public void faults(Function<HttpRequest, Fault> newFaults) {
        faults = newFaults;
    }

    private SocketServer.Reply reply(HttpRequest request) {
        Fault fault = faults.apply(request);
        Answer answer = fault.error() == null ? bucket.answer(request) : fault.error();
        return new SocketServer.Reply(bytes(request, answer), fault.cutAfter());
    }

    private byte[] bytes(HttpRequest request, Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " answer\r\n");
        head.append("Date: ").append(bucket.date()).append("\r\n");
        if (!answer.headers().containsKey("Content-Length") && answer.status() != 204) {
            head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        }
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        if (!request.method().equals("HEAD")) {
            bytes.writeBytes(answer.body());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
