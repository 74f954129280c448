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
import java.util.concurrent.CopyOnWriteArrayList;

/** A Connect cluster that runs one connector on one worker, or on two while a worker is replaced. */
final class ConnectWorkers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final String connector;
    private final int tasks;
    private final ProcessComponent worker;
    private final List<ConnectWorker> workers = new CopyOnWriteArrayList<>();

    /**
     * @param name prefix of the group and the internal topics
     * @param tasks number of tasks of the connector
     */
    ConnectWorkers(String name, String connector, int tasks, Path directory, String bootstrapServers, Path plugins) {
        this.name = name;
        this.connector = connector;
        this.tasks = tasks;
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

    /** Creates the connector. The first worker must have been started. */
    void put(Map<String, String> config) throws Exception {
        ConnectWorker first = workers.get(workers.size() - 1);
        first.awaitAnswer();
        first.put("/connectors/" + connector + "/config", JSON.writeValueAsString(config));
    }

    /** Whether the connector and all of its tasks are running on live workers. */
    boolean isRunning() {
        try {
            JsonNode status = status();
            List<JsonNode> states = new ArrayList<>(List.of(status.path("connector")));
            status.path("tasks").forEach(states::add);
            return states.size() == tasks + 1 && states.stream().allMatch(this::isRunning);
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
     * Restarts a failed connector and failed tasks, which Connect itself never does.
     *
     * @return the stack traces of the failures; empty if no worker responds
     */
    List<String> restartFailed() {
        List<String> reasons = new ArrayList<>();
        try {
            JsonNode status = status();
            List<JsonNode> states = new ArrayList<>(List.of(status.path("connector")));
            status.path("tasks").forEach(states::add);
            for (JsonNode state : states) {
                if (state.path("state").asText().equals("FAILED")) {
                    reasons.add(state.path("trace").asText());
                }
            }
            if (!reasons.isEmpty()) {
                newest().ask(
                                "POST",
                                "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true",
                                REQUEST_TIMEOUT);
            }
        } catch (IOException away) {
            // the operator calls this again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reasons;
    }

    /** Restarts the connector and all of its tasks. Does nothing if no worker responds. */
    void restart() throws InterruptedException {
        try {
            newest().ask("POST", "/connectors/" + connector + "/restart?includeTasks=true", REQUEST_TIMEOUT);
        } catch (IOException away) {
            System.out.println("     cannot restart the connector: " + firstLine(away));
        }
    }

    private JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(newest().ask("GET", "/connectors/" + connector + "/status", REQUEST_TIMEOUT));
    }

    String describe() {
        try {
            return status().toString();
        } catch (IOException away) {
            return name + " worker: " + firstLine(away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name + " worker: interrupted";
        }
    }

    /** Keeps only the first line, because a starting worker responds with an HTML page. */
    private static String firstLine(IOException away) {
        return away.toString().lines().findFirst().orElse("");
    }

    private ConnectWorker newest() {
        return workers.get(workers.size() - 1);
    }

    /** Waits until the connector and all of its tasks are running. */
    void awaitRunning(Duration timeout) {
        await().atMost(timeout)
                .untilAsserted(() -> assertThat(isRunning()).as(this::describe).isTrue());
    }
}
