package dev.wherry.generator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Answers {@code POST /data} with a page. The body is {@code {created, type, limit, starting_after}}, of which the last two are
 * optional.
 */
final class PageHandler implements HttpHandler {
    static final String PATH = "/data";
    private static final int MIN_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_BODY = 64 * 1024;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ApiConfig config;
    private final BiFunction<DocumentType, LocalDate, List<ObjectNode>> documents;
    private final SplittableRandom faults;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /** An answer other than a page. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    PageHandler(ApiConfig config, BiFunction<DocumentType, LocalDate, List<ObjectNode>> documents) {
        this.config = config;
        this.documents = documents;
        this.faults = new SplittableRandom(config.seed());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
            int status = 200;
            String answer;
            try {
                check(exchange);
                fail();
                answer = page(body);
            } catch (RefusedException e) {
                status = e.status;
                answer = MAPPER.createObjectNode()
                        .set("error", MAPPER.createObjectNode().put("message", e.getMessage()))
                        .toString();
            }
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } finally {
            requests.incrementAndGet();
        }
    }

    private void check(HttpExchange exchange) throws RefusedException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            throw new RefusedException(404, "There is nothing here: send requests to " + PATH);
        }
        String key = exchange.getRequestHeaders().getFirst("x-api-key");
        if (key == null
                || !MessageDigest.isEqual(key.getBytes(UTF_8), config.key().getBytes(UTF_8))) {
            throw new RefusedException(403, "The header x-api-key is missing or wrong");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            throw new RefusedException(405, "Use POST");
        }
    }

    private void fail() throws RefusedException {
        boolean error;
        boolean slow;
        synchronized (faults) {
            error = faults.nextDouble() < config.errors();
            slow = faults.nextDouble() < config.slow();
        }
        if (slow) {
            try {
                TimeUnit.NANOSECONDS.sleep(config.delay().toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException(503, "The API is being stopped");
            }
        }
        if (error) {
            errors.incrementAndGet();
            throw new RefusedException(502, "Bad gateway");
        }
    }

    private String page(byte[] body) throws RefusedException {
        JsonNode request = object(body);
        DocumentType type = DocumentType.ofLabel(request.path("type").asText())
                .orElseThrow(() -> new RefusedException(400, "type must be charge or another type of document"));
        LocalDate day;
        try {
            day = LocalDate.parse(request.path("created").asText());
        } catch (DateTimeException e) {
            throw new RefusedException(400, "created must be a day such as 2020-05-19");
        }
        int limit = request.path("limit").asInt(request.has("limit") ? 0 : MIN_LIMIT);
        if (limit < MIN_LIMIT || limit > MAX_LIMIT) {
            throw new RefusedException(400, "limit must be a number from " + MIN_LIMIT + " to " + MAX_LIMIT);
        }
        List<ObjectNode> all = documents.apply(type, day);
        int first = first(all, request.get("starting_after"));
        return all.subList(first, Math.min(first + limit, all.size())).toString();
    }

    private static JsonNode object(byte[] body) throws RefusedException {
        try {
            JsonNode request = MAPPER.readTree(body);
            if (request.isObject()) {
                return request;
            }
        } catch (JsonProcessingException e) {
            // refused below
        } catch (IOException e) {
            throw new IllegalStateException("bytes cannot be read", e);
        }
        throw new RefusedException(400, "The body must be a JSON object: created, type, limit, starting_after");
    }

    private int first(List<ObjectNode> all, JsonNode cursor) throws RefusedException {
        if (cursor == null || cursor.isNull()) {
            return 0;
        }
        int found = IntStream.range(0, all.size())
                .filter(i -> all.get(i).get("id").equals(cursor))
                .findFirst()
                .orElseThrow(() -> new RefusedException(400, "starting_after is no document of this type and day"));
        return config.inclusive() ? found : found + 1;
    }

    long requests() {
        return requests.get();
    }

    long errors() {
        return errors.get();
    }
}
