package dev.wherry.streams;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;

/**
 * {@code GET /health}: 200 as long as the app works or shares out its work, 503 otherwise; the body is the state's name. For
 * whoever starts, watches and restarts containers.
 */
final class HealthEndpoint implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * @param address {@code host:port}
     * @throws InvalidConfigException if nobody can listen there
     */
    static HealthEndpoint open(String address, Supplier<KafkaStreams.State> state) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(Utils.getHost(address), Utils.getPort(address)), BACKLOG);
            server.createContext("/health", exchange -> answer(exchange, state.get()));
            server.start();
            return new HealthEndpoint(server);
        } catch (IOException | IllegalArgumentException taken) {
            throw new InvalidConfigException(List.of(StreamsAppConfig.HEALTH_ADDRESS + " " + address
                    + " cannot be listened on (" + taken.getMessage() + "); give a free host:port of this machine"));
        }
    }

    private static void answer(HttpExchange exchange, KafkaStreams.State state) throws IOException {
        byte[] body = (state + "\n").getBytes(StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.sendResponseHeaders(state.isRunningOrRebalancing() ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
