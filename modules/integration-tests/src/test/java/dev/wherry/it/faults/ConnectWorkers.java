package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.testing.connect.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Connect cluster that runs connectors on one worker, or on two while a worker is replaced. */
final class ConnectWorkers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    /** How many tasks each connector has. */
    private final Map<String, Integer> tasks = new TreeMap<>();

    private final ProcessComponent worker;
    private final List<ConnectWorker> workers = new CopyOnWriteArrayList<>();

    /** @param name prefix of the group and the internal topics */
    ConnectWorkers(String name, Path directory, String bootstrapServers, Path plugins) {
        this.name = name;
        this.worker = new ProcessComponent(name + " worker", incarnation -> {
            Path workerDirectory = Files.createDirectories(directory.resolve("worker-" + incarnation));
            ConnectWorker launched = ConnectWorker.launch(
                    workerDirectory, bootstrapServers, plugins, "plugin.path=" + plugins + "\n" + settings());
            workers.removeIf(previous -> !previous.process().isAlive());
            workers.add(launched);
            return launched.process();
        });
    }

    private String settings() {
        return """
                group.id=%1$s-workers
                config.storage.topic=%1$s-configs
                offset.storage.topic=%1$s-offsets
                offset.storage.partitions=1
                offset.storage.segment.bytes=4194304
                offset.storage.delete.retention.ms=600000
                status.storage.topic=%1$s-status
                status.storage.partitions=1
                exactly.once.source.support=enabled
                session.timeout.ms=4000
                heartbeat.interval.ms=1000
                rebalance.timeout.ms=10000
                scheduled.rebalance.max.delay.ms=0
                producer.transaction.timeout.ms=%2$d
                offset.flush.interval.ms=1000
                reconnect.backoff.max.ms=500
                producer.reconnect.backoff.max.ms=500
                consumer.reconnect.backoff.max.ms=500
                consumer.session.timeout.ms=4000
                consumer.heartbeat.interval.ms=1000
                consumer.max.poll.interval.ms=30000
                """.formatted(name, TestCluster.TRANSACTION_TIMEOUT.toMillis());
    }

    ProcessComponent worker() {
        return worker;
    }

    /**
     * Creates a connector. The first worker must have been started.
     *
     * @param expectedTasks the number of tasks that it has
     */
    void put(String connector, Map<String, String> config, int expectedTasks) throws Exception {
        ConnectWorker first = newest();
        first.awaitAnswer();
        first.put("/connectors/" + connector + "/config", JSON.writeValueAsString(config));
        tasks.put(connector, expectedTasks);
    }

    /** Whether the connectors and all of their tasks are running on live workers. */
    boolean isRunning() {
        try {
            for (String connector : tasks.keySet()) {
                List<JsonNode> states = states(connector);
                if (states.size() != tasks.get(connector) + 1
                        || !states.stream().allMatch(this::isRunning)) {
                    return false;
                }
            }
            return true;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRunning(JsonNode state) {
        String workerId = state.path("worker_id").asText();
        return state.path("state").asText().equals("RUNNING")
                && workers.stream()
                        .anyMatch(candidate -> candidate.id().equals(workerId)
                                && candidate.process().isAlive());
    }

    /**
     * Restarts failed connectors and failed tasks, which Connect itself never does.
     *
     * @return the stack traces of the failures; empty if no worker responds
     */
    List<String> restartFailed() {
        List<String> reasons = new ArrayList<>();
        try {
            for (String connector : tasks.keySet()) {
                List<JsonNode> failed = states(connector).stream()
                        .filter(state -> state.path("state").asText().equals("FAILED"))
                        .toList();
                if (!failed.isEmpty()) {
                    failed.forEach(state -> reasons.add(state.path("trace").asText()));
                    ask("POST", connector, "/restart?includeTasks=true&onlyFailed=true");
                }
            }
        } catch (IOException away) {
            // the operator calls this again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reasons;
    }

    /** Restarts the connectors and all of their tasks. Does nothing if no worker responds. */
    void restart() throws InterruptedException {
        try {
            for (String connector : tasks.keySet()) {
                ask("POST", connector, "/restart?includeTasks=true");
            }
        } catch (IOException away) {
            System.out.println("     cannot restart the connectors: " + firstLine(away));
        }
    }

    /** Of the connector, and of its tasks. */
    private List<JsonNode> states(String connector) throws IOException, InterruptedException {
        JsonNode status = JSON.readTree(ask("GET", connector, "/status"));
        List<JsonNode> states = new ArrayList<>(List.of(status.path("connector")));
        status.path("tasks").forEach(states::add);
        return states;
    }

    private String ask(String method, String connector, String path) throws IOException, InterruptedException {
        return newest().ask(method, "/connectors/" + connector + path, REQUEST_TIMEOUT);
    }

    String describe() {
        StringBuilder description = new StringBuilder();
        try {
            for (String connector : tasks.keySet()) {
                description.append(ask("GET", connector, "/status")).append('\n');
            }
        } catch (IOException away) {
            description.append(name).append(" worker: ").append(firstLine(away));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            description.append(name).append(" worker: interrupted");
        }
        return description.toString().strip();
    }

    /** Keeps only the first line, because a starting worker responds with an HTML page. */
    private static String firstLine(IOException away) {
        return away.toString().lines().findFirst().orElse("");
    }

    private ConnectWorker newest() {
        return workers.get(workers.size() - 1);
    }

    /** Waits until the connectors and all of their tasks are running. */
    void awaitRunning(Duration timeout) {
        await().atMost(timeout)
                .untilAsserted(() -> assertThat(isRunning()).as(this::describe).isTrue());
    }
}
