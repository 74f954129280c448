package dev.wherry.testing.connect;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * The REST interface of a Connect worker, as an operator uses it with curl. It shares no code with the product, so that tests
 * check the product from outside.
 */
public final class ConnectRest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONFLICT = 409;
    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    public ConnectRest(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    /** Whether the worker has joined its cluster. */
    public boolean isReady() throws IOException, InterruptedException {
        try {
            return isSuccess(send("GET", "/connectors", BodyPublishers.noBody(), PATIENCE));
        } catch (ConnectException notYet) {
            return false;
        }
    }

    /** Creates a connector or replaces its configuration. */
    public void putConnector(String name, Map<String, String> config) throws IOException {
        put("/connectors/" + name + "/config", JSON.writeValueAsString(config));
    }

    /**
     * Sends a PUT request and returns the status code. A busy worker answers 409; retries then.
     *
     * @throws IOException if the answer is not a success
     */
    public int put(String path, String json) throws IOException {
        HttpResponse<String> answer = await().atMost(PATIENCE)
                .pollInterval(POLL_INTERVAL)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> send("PUT", path, BodyPublishers.ofString(json), PATIENCE),
                        response -> response.statusCode() != CONFLICT);
        requireSuccess(answer);
        return answer.statusCode();
    }

    public String get(String path) throws IOException, InterruptedException {
        return requireSuccess(send("GET", path, BodyPublishers.noBody(), PATIENCE));
    }

    /**
     * Sends a request without a body, once.
     *
     * @throws IOException if the answer does not come in time, or is not a success
     */
    public String ask(String method, String path, Duration timeout) throws IOException, InterruptedException {
        return requireSuccess(send(method, path, BodyPublishers.noBody(), timeout));
    }

    public void delete(String connector) throws IOException, InterruptedException {
        ask("DELETE", "/connectors/" + connector, PATIENCE);
    }

    public void pause(String connector) throws IOException, InterruptedException {
        ask("PUT", "/connectors/" + connector + "/pause", PATIENCE);
    }

    public void resume(String connector) throws IOException, InterruptedException {
        ask("PUT", "/connectors/" + connector + "/resume", PATIENCE);
    }

    /** Counts the running tasks of the running connectors. */
    public long runningTasks() throws IOException, InterruptedException {
        long running = 0;
        for (JsonNode connector : JSON.readTree(get("/connectors?expand=status"))) {
            JsonNode status = connector.path("status");
            if (isInState(status.path("connector"), RUNNING)) {
                for (JsonNode task : status.path("tasks")) {
                    running += isInState(task, RUNNING) ? 1 : 0;
                }
            }
        }
        return running;
    }

    /** Waits until the connector and all of its tasks run. Throws if one of them has failed. */
    public void awaitRunning(String connector, Duration patience) {
        await("the connector " + connector + " runs")
                .atMost(patience)
                .pollInterval(POLL_INTERVAL)
                .pollDelay(Duration.ZERO)
                .until(() -> isRunning(connector));
    }

    private boolean isRunning(String connector) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send("GET", "/connectors?expand=status&expand=info", BodyPublishers.noBody(), PATIENCE);
        if (!isSuccess(answer)) {
            return false; // the workers are rebalancing
        }
        JsonNode found = JSON.readTree(answer.body()).path(connector);
        JsonNode tasks = found.path("status").path("tasks");
        boolean running = isInState(found.path("status").path("connector"), RUNNING);
        for (JsonNode task : tasks) {
            if (isInState(task, FAILED)) {
                throw new IllegalStateException("The connector " + connector + " has failed: " + found);
            }
            running &= isInState(task, RUNNING);
        }
        // Right after its start, the status of a connector lacks tasks.
        return running
                && !tasks.isEmpty()
                && tasks.size() == found.path("info").path("tasks").size();
    }

    private static boolean isInState(JsonNode connectorOrTask, String state) {
        return connectorOrTask.path("state").asText().equals(state);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(timeout)
                .method(method, body)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static boolean isSuccess(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }

    private static String requireSuccess(HttpResponse<String> answer) throws IOException {
        if (!isSuccess(answer)) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
