package dev.wherry.it.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.it.Await;
import dev.wherry.testing.connect.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Connect cluster of one worker, sometimes two, that runs one connector. */
final class ConnectWorkers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final String connector;
    private final int tasks;
    private final ProcessComponent worker;
    private final List<ConnectWorker> workers = new CopyOnWriteArrayList<>();

    /**
     * @param name what tells its group and its topics from those of others
     * @param tasks how many tasks the connector is to have
     */
    ConnectWorkers(String name, String connector, int tasks, Path directory, String bootstrapServers, Path plugins) {
        this.name = name;
        this.connector = connector;
        this.tasks = tasks;
        this.worker = new ProcessComponent(name + " worker", incarnation -> {
            Path own = Files.createDirectories(directory.resolve("worker-" + incarnation));
            ConnectWorker launched =
                    ConnectWorker.launch(own, bootstrapServers, plugins, "plugin.path=" + plugins + "\n" + settings());
            workers.removeIf(before -> !before.process().isAlive());
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

    /** Sets the connector up, once the worker has started for the first time. */
    void put(Map<String, String> config) throws Exception {
        ConnectWorker first = workers.get(workers.size() - 1);
        first.awaitAnswer();
        first.put("/connectors/" + connector + "/config", JSON.writeValueAsString(config));
    }

    /** Whether the connector and all of its tasks run, on workers that are alive. */
    boolean isRunning() {
        try {
            JsonNode status = status();
            List<JsonNode> parts = new ArrayList<>(List.of(status.path("connector")));
            status.path("tasks").forEach(parts::add);
            return parts.size() == tasks + 1 && parts.stream().allMatch(this::isRunning);
        } catch (IOException away) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRunning(JsonNode part) {
        String on = part.path("worker_id").asText();
        return part.path("state").asText().equals("RUNNING")
                && workers.stream()
                        .anyMatch(w -> w.id().equals(on) && w.process().isAlive());
    }

    /** Restarts what has failed, which Connect itself never does. Returns why it had failed; nothing if nobody answers. */
    List<String> restartFailed() {
        List<String> reasons = new ArrayList<>();
        try {
            JsonNode status = status();
            List<JsonNode> parts = new ArrayList<>(List.of(status.path("connector")));
            status.path("tasks").forEach(parts::add);
            for (JsonNode part : parts) {
                if (part.path("state").asText().equals("FAILED")) {
                    reasons.add(part.path("trace").asText());
                }
            }
            if (!reasons.isEmpty()) {
                newest().ask(
                                "POST",
                                "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true",
                                PATIENCE);
            }
        } catch (IOException away) {
            // it is asked again and again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reasons;
    }

    /** Restarts the connector and all of its tasks; nothing if nobody answers. */
    void restart() throws InterruptedException {
        try {
            newest().ask("POST", "/connectors/" + connector + "/restart?includeTasks=true", PATIENCE);
        } catch (IOException away) {
            System.out.println("     not restarted: " + firstLine(away));
        }
    }

    private JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(newest().ask("GET", "/connectors/" + connector + "/status", PATIENCE));
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

    /** A worker that is starting answers with a page. */
    private static String firstLine(IOException away) {
        return away.toString().lines().findFirst().orElse("");
    }

    private ConnectWorker newest() {
        return workers.get(workers.size() - 1);
    }

    void awaitRunning(Duration patience) throws Exception {
        Await.until(patience, this::isRunning, this::describe);
    }
}
