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
 * Serves {@code GET /health} to a container orchestrator: 200 while the app is running or rebalancing, 503 otherwise.
 * The body is the name of the Kafka Streams state.
 */
final class HealthEndpoint implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param address {@code host:port}
     * @throws InvalidConfigException if the address cannot be bound
     */
    static HealthEndpoint start(String address, Supplier<KafkaStreams.State> state) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(Utils.getHost(address), Utils.getPort(address)), BACKLOG);
            server.createContext("/health", exchange -> answer(exchange, state.get()));
            server.start();
            return new HealthEndpoint(server);
        } catch (IOException | IllegalArgumentException failed) {
            throw new InvalidConfigException(List.of(StreamsAppConfig.HEALTH_ADDRESS + " " + address
                    + " cannot be bound (" + failed.getMessage() + "); set it to a free host:port of this machine"));
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
