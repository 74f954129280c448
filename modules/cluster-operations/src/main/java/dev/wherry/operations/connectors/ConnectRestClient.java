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
import java.util.stream.Collectors;

/** A Connect cluster that is there already, by its REST interface. What passes by itself is tried again until the patience ends. */
public final class ConnectRestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** What became of a connector's configuration. */
    public enum Change {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /** What keeps a connector or one of its tasks from running. */
    record Trouble(String connector, String who, String state, String reason) {
        boolean isFailure() {
            return state.equals("FAILED");
        }

        @Override
        public String toString() {
            return who + " is " + state + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    private final HttpClient http;
    private final URI address;
    private final long deadline;

    /** @param patience for everything together */
    public ConnectRestClient(URI address, Duration patience) {
        this(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(), address, patience);
    }

    private ConnectRestClient(HttpClient http, URI address, Duration patience) {
        this.http = http;
        this.address = address;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** The same workers, with patience anew. */
    ConnectRestClient within(Duration patience) {
        return new ConnectRestClient(http, address, patience);
    }

    /**
     * Creates the connector, or gives it another configuration, unless it has just this one.
     *
     * @throws ConnectorRejectedException if the workers refuse the configuration
     * @throws ConnectUnavailableException if they do not take it in time
     */
    public Change put(String name, Map<String, String> config) throws InterruptedException {
        String path = "/connectors/" + name + "/config";
        Optional<Map<String, String>> before = config(send(HttpRequest.newBuilder(address.resolve(path))));
        if (before.filter(asIs -> same(name, config, asIs)).isPresent()) {
            return Change.UNCHANGED;
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(config))));
        if (answer.statusCode() == BAD_REQUEST) {
            throw new ConnectorRejectedException("Connect refuses " + name + ": " + message(answer));
        }
        return before.isPresent() ? Change.CHANGED : Change.CREATED;
    }

    /** Connect keeps the name in the configuration, too. */
    private static boolean same(String name, Map<String, String> config, Map<String, String> asIs) {
        return asIs.size() == config.size() + 1
                && name.equals(asIs.get("name"))
                && asIs.entrySet().containsAll(config.entrySet());
    }

    /**
     * Returns when these connectors and all their tasks run.
     *
     * @throws ConnectUnavailableException if they do not in time; it says which, and why
     */
    public void awaitRunning(List<String> names) throws InterruptedException {
        while (true) {
            List<Trouble> troubles = troubles(names);
            if (troubles.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ConnectUnavailableException(sentence(troubles));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Starts again what has failed of a connector. */
    void restartFailed(String name) throws InterruptedException {
        String path = "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true";
        send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.noBody()));
    }

    /** Everything that keeps these connectors and their tasks from running. */
    List<Trouble> troubles(List<String> names) throws InterruptedException {
        JsonNode all = tree(send(HttpRequest.newBuilder(address.resolve("/connectors?expand=status"))));
        List<Trouble> troubles = new ArrayList<>();
        for (String name : names) {
            JsonNode status = all.path(name).path("status");
            if (status.path("tasks").isEmpty()) {
                troubles.add(new Trouble(name, name, "without tasks yet", ""));
            }
            trouble(name, name, status.path("connector")).ifPresent(troubles::add);
            for (JsonNode task : status.path("tasks")) {
                trouble(name, "task " + task.path("id") + " of " + name, task).ifPresent(troubles::add);
            }
        }
        return troubles;
    }

    private static Optional<Trouble> trouble(String connector, String who, JsonNode status) {
        String state = status.path("state").asText("UNASSIGNED");
        String reason = status.path("trace").asText("").lines().findFirst().orElse("");
        return state.equals("RUNNING") ? Optional.empty() : Optional.of(new Trouble(connector, who, state, reason));
    }

    /** All of them in one line. */
    static String sentence(List<Trouble> troubles) {
        return troubles.stream().map(Trouble::toString).collect(Collectors.joining("; "));
    }

    /** Until there is an answer that waiting does not change. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        while (true) {
            String trouble;
            try {
                HttpResponse<String> answer = http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
                if (isFinal(answer.statusCode())) {
                    return answer;
                }
                trouble = answer.statusCode() + " " + message(answer);
            } catch (IOException notYet) {
                trouble = notYet.toString();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ConnectUnavailableException("Connect at " + address + " is not ready (" + trouble
                        + "); look at its log, or give another --connect");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** 409: the workers share out their work just now; 5xx: they cannot do it now. */
    private static boolean isFinal(int status) {
        return status / 100 == 2 || status == BAD_REQUEST || status == NOT_FOUND;
    }

    private static Optional<Map<String, String>> config(HttpResponse<String> answer) {
        return answer.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(JSON.convertValue(tree(answer), new TypeReference<Map<String, String>>() {}));
    }

    private static String message(HttpResponse<String> answer) {
        return tree(answer).path("message").asText(answer.body()).replace('\n', ' ');
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException notOfConnect) {
            return JSON.missingNode();
        }
    }

    public static String json(Map<String, String> config) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
