package dev.wherry.testing.http;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A small server of a paged API in this process, with faults. */
public final class TestApiServer implements AutoCloseable {
    private final SocketServer server;
    private final String scheme;
    private final PagedItems items = new PagedItems();
    private volatile Function<HttpRequest, HttpAnswer> answers = items::answer;
    private volatile Function<HttpRequest, Fault> faults = request -> Fault.NONE;

    /**
     * What happens to an answer.
     *
     * @param cutAfter the connection is closed after so many bytes of the answer; negative: never
     * @param instead an answer instead of the right one; null for none
     */
    public record Fault(int cutAfter, HttpAnswer instead) {
        public static final Fault NONE = new Fault(-1, null);

        /** The connection is closed after so many bytes. */
        public static Fault cutAfter(int bytes) {
            return new Fault(bytes, null);
        }

        /** Another answer is given. */
        public static Fault instead(HttpAnswer answer) {
            return new Fault(-1, answer);
        }
    }

    public TestApiServer() throws IOException {
        server = new SocketServer(ServerSocketFactory.getDefault(), this::reply);
        scheme = "http";
    }

    /** With TLS. */
    public TestApiServer(SSLContext tls) throws IOException {
        server = new SocketServer(tls.getServerSocketFactory(), this::reply);
        scheme = "https";
    }

    /** The address of the server, by name or number. */
    public String url(String host) {
        return scheme + "://" + host + ":" + port();
    }

    public int port() {
        return server.port();
    }

    public String url() {
        return url("127.0.0.1");
    }

    /** What the API has. */
    public PagedItems items() {
        return items;
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

    /** Answers from now on itself. */
    public void answers(Function<HttpRequest, HttpAnswer> newAnswers) {
        answers = newAnswers;
    }

    private SocketServer.Reply reply(HttpRequest request) {
        Fault fault = faults.apply(request);
        HttpAnswer answer = fault.instead() == null ? answers.apply(request) : fault.instead();
        return new SocketServer.Reply(answer.bytes(), fault.cutAfter());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
