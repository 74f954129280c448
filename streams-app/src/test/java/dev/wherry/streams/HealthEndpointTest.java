package dev.wherry.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthEndpointTest {
    @ParameterizedTest
    @CsvSource({"CREATED, 503", "REBALANCING, 200", "RUNNING, 200", "PENDING_ERROR, 503", "ERROR, 503"})
    void itAnswersWhetherTheAppWorks(State state, int expected) throws Exception {
        try (HealthEndpoint health = HealthEndpoint.open("127.0.0.1:0", () -> state)) {
            HttpResponse<String> answer = get(health);

            assertEquals(expected, answer.statusCode());
            assertEquals(state + "\n", answer.body());
        }
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        try (HealthEndpoint first = HealthEndpoint.open("127.0.0.1:0", () -> State.RUNNING)) {
            String address = "127.0.0.1:" + first.port();

            String said = assertThrows(
                            InvalidConfigException.class, () -> HealthEndpoint.open(address, () -> State.RUNNING))
                    .getMessage();

            assertTrue(said.contains("health.address " + address), said);
        }
    }

    private static HttpResponse<String> get(HealthEndpoint health) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + health.port() + "/health");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
