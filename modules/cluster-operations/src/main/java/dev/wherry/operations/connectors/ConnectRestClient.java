package dev.wherry.operations.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A client of Connect's REST API. Retries transient failures until its timeout. */
public final class ConnectRestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** The effect of applying a connector's configuration. */
    public enum Change {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /** A connector or a task that is not running, and why. */
    record Problem(String connector, String component, String state, String reason) {
        boolean isFailure() {
            return state.equals("FAILED");
        }

        @Override
        public String toString() {
            return component + " is " + state + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    private final HttpClient http;
    private final URI address;
    private final long deadline;

    /** @param timeout for all requests together */
    public ConnectRestClient(URI address, Duration timeout) {
        this(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(), address, timeout);
    }

    private ConnectRestClient(HttpClient http, URI address, Duration timeout) {
        this.http = http;
        this.address = address;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** A client of the same workers with its own timeout. */
    ConnectRestClient withTimeout(Duration timeout) {
        return new ConnectRestClient(http, address, timeout);
    }

    /**
     * Creates the connector, or changes its configuration if it differs.
     *
     * @throws ConnectorRejectedException if the workers reject the configuration
     * @throws ConnectUnavailableException if they do not accept it in time
     */
    public Change put(String name, Map<String, String> config) throws InterruptedException {
        String path = "/connectors/" + name + "/config";
        Optional<Map<String, String>> current = config(send(HttpRequest.newBuilder(address.resolve(path))));
        if (current.filter(existing -> same(name, config, existing)).isPresent()) {
            return Change.UNCHANGED;
        }
        HttpResponse<String> response = send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(config))));
        if (response.statusCode() == BAD_REQUEST) {
            throw new ConnectorRejectedException("Connect rejects " + name + ": " + message(response));
        }
        return current.isPresent() ? Change.CHANGED : Change.CREATED;
    }

    /** The configurations of all connectors, as they were given. */
    Map<String, Map<String, String>> configs() throws InterruptedException {
        JsonNode all = tree(send(HttpRequest.newBuilder(address.resolve("/connectors?expand=info"))));
        Map<String, Map<String, String>> configs = new TreeMap<>();
        all.fields()
                .forEachRemaining(connector -> configs.put(
                        connector.getKey(),
                        JSON.convertValue(
                                connector.getValue().at("/info/config"), new TypeReference<Map<String, String>>() {})));
        return configs;
    }

    /** Connect adds the name to the stored configuration. */
    private static boolean same(String name, Map<String, String> config, Map<String, String> current) {
        return current.size() == config.size() + 1
                && name.equals(current.get("name"))
                && current.entrySet().containsAll(config.entrySet());
    }

    /**
     * Returns once these connectors and all their tasks are running.
     *
     * @throws ConnectUnavailableException if some are not in time; the message names them and the reasons
     */
    public void awaitRunning(List<String> names) throws InterruptedException {
        while (true) {
            List<Problem> problems = problems(names);
            if (problems.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ConnectUnavailableException(describe(problems));
            }
            Thread.sleep(RETRY_DELAY.toMillis());
        }
    }

    /** Restarts the failed instances of a connector and its tasks. */
    void restartFailed(String name) throws InterruptedException {
        String path = "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true";
        send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.noBody()));
    }

    /** The connectors and tasks that are not running. */
    List<Problem> problems(List<String> names) throws InterruptedException {
        JsonNode all = tree(send(HttpRequest.newBuilder(address.resolve("/connectors?expand=status"))));
        List<Problem> problems = new ArrayList<>();
        for (String name : names) {
            JsonNode status = all.path(name).path("status");
            if (status.path("tasks").isEmpty()) {
                problems.add(new Problem(name, name, "without tasks", ""));
            }
            problem(name, name, status.path("connector")).ifPresent(problems::add);
            for (JsonNode task : status.path("tasks")) {
                problem(name, "task " + task.path("id") + " of " + name, task).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(String connector, String component, JsonNode status) {
        String state = status.path("state").asText("UNASSIGNED");
        String trace = status.path("trace").asText("");
        String reason = trace.isEmpty() ? "" : FailureTrace.parse(trace).reason();
        return state.equals("RUNNING")
                ? Optional.empty()
                : Optional.of(new Problem(connector, component, state, reason));
    }

    /** All problems, with their whole reasons. */
    static String describe(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    /** Retries until the response is final. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        while (true) {
            String problem;
            try {
                HttpResponse<String> response =
                        http.send(request.timeout(REQUEST_TIMEOUT).build(), BodyHandlers.ofString());
                if (isFinal(response.statusCode())) {
                    return response;
                }
                problem = response.statusCode() + " " + message(response);
            } catch (IOException unreachable) {
                problem = unreachable.toString();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ConnectUnavailableException("Connect at " + address + " is not ready (" + problem
                        + "); check its log and the --connect address");
            }
            Thread.sleep(RETRY_DELAY.toMillis());
        }
    }

    /** 409 means that a rebalance is in progress; 5xx is transient, too. */
    private static boolean isFinal(int status) {
        return status / 100 == 2 || status == BAD_REQUEST || status == NOT_FOUND;
    }

    private static Optional<Map<String, String>> config(HttpResponse<String> response) {
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(JSON.convertValue(tree(response), new TypeReference<Map<String, String>>() {}));
    }

    private static String message(HttpResponse<String> response) {
        return tree(response).path("message").asText(response.body()).replace('\n', ' ');
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** The configuration as indented JSON. */
    public static String json(Map<String, String> config) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
