package dev.wherry.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    void statusFollowsTheStateOfTheApp(State state, int expected) throws Exception {
        try (HealthEndpoint health = HealthEndpoint.start("127.0.0.1:0", () -> state)) {
            HttpResponse<String> response = get(health);

            assertThat(response.statusCode()).isEqualTo(expected);
            assertThat(response.body()).isEqualTo(state + "\n");
        }
    }

    @Test
    void rejectsAnAddressInUse() {
        try (HealthEndpoint first = HealthEndpoint.start("127.0.0.1:0", () -> State.RUNNING)) {
            String address = "127.0.0.1:" + first.port();

            String message = catchThrowableOfType(
                            InvalidConfigException.class, () -> HealthEndpoint.start(address, () -> State.RUNNING))
                    .getMessage();

            assertThat(message).contains("health.address " + address);
        }
    }

    private static HttpResponse<String> get(HealthEndpoint health) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + health.port() + "/health");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
