package dev.wherry.generator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the documents of some days, page by page, to whoever knows the key. */
public final class ApiServer implements AutoCloseable {
    /** What is asked for belongs to few days at a time; others are invented again. */
    private static final int DAYS_IN_MEMORY = 16;

    static {
        // The JDK's server sends headers and body in two segments. Without TCP_NODELAY, the second one waits for the
        // acknowledgement of the first, which the client delays by 40 ms. This property is the only switch for it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ApiConfig config;
    private final Payments payments;
    private final HttpServer server;
    private final PageHandler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "api");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<LocalDate, Map<DocumentType, List<ObjectNode>>> days = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, Map<DocumentType, List<ObjectNode>>> eldest) {
            return size() > DAYS_IN_MEMORY;
        }
    };

    /** Starts to listen. Throws IOException if the port is in use. */
    public static ApiServer start(ApiConfig config) throws IOException {
        return new ApiServer(config);
    }

    private ApiServer(ApiConfig config) throws IOException {
        this.config = config;
        this.payments = new Payments(config.seed(), config.days(), config.perDay());
        this.server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        this.handler = new PageHandler(config, this::documents);
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
    }

    /** Those of a type and day; none for a day that is not served. */
    private List<ObjectNode> documents(DocumentType type, LocalDate day) {
        if (!config.days().contains(day)) {
            return List.of();
        }
        synchronized (days) {
            return days.computeIfAbsent(day, this::documents).get(type);
        }
    }

    private Map<DocumentType, List<ObjectNode>> documents(LocalDate day) {
        PaymentDay all = payments.day(day);
        Map<DocumentType, List<ObjectNode>> documents = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            documents.put(type, Documents.of(type, all));
        }
        return documents;
    }

    /** Writes what the tables must hold once all days are read. */
    public void saveTruth(Path directory) throws IOException {
        new TruthTables(config.days().days().stream().map(payments::day).toList()).save(directory);
    }

    /** Where to send requests. */
    public String url() {
        return "http://%s:%d%s".formatted(config.host(), server.getAddress().getPort(), PageHandler.PATH);
    }

    /** Requests that were answered, with whatever status. */
    public long requests() {
        return handler.requests();
    }

    /** Requests that were answered with 502. */
    public long errors() {
        return handler.errors();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
