package dev.wherry.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Connect worker of somebody else: in a JVM of its own that has no connector but those on its plugin path. */
public final class ConnectWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    /** What Connect itself needs of what the plugins bring along. */
    private static final String SHARED = "jackson-(core|databind|annotations)-.*";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final URI rest;

    private ConnectWorker(ChildProcess process, URI rest) {
        this.process = process;
        this.rest = rest;
    }

    /** Starts a distributed worker on the broker, with the settings of its owner and those further ones, which go first. */
    static ConnectWorker start(Path directory, String bootstrapServers, Path plugins, String furtherSettings)
            throws Exception {
        ConnectWorker worker = launch(directory, bootstrapServers, plugins, furtherSettings);
        worker.awaitAnswer();
        return worker;
    }

    /** As {@link #start}, but does not wait for the worker to get ready. */
    public static ConnectWorker launch(Path directory, String bootstrapServers, Path plugins, String furtherSettings)
            throws IOException {
        URI rest = URI.create("http://127.0.0.1:" + FreePort.any());
        Path settings = directory.resolve("connect-distributed.properties");
        Files.writeString(settings, """
                bootstrap.servers=%s
                listeners=%s
                group.id=connect-cluster
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                config.storage.topic=connect-configs
                config.storage.replication.factor=1
                offset.storage.topic=connect-offsets
                offset.storage.replication.factor=1
                status.storage.topic=connect-status
                status.storage.replication.factor=1
                plugin.discovery=service_load
                """.formatted(bootstrapServers, rest) + furtherSettings);
        List<String> command = List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=INFO",
                "-cp",
                classPathWithout(plugins),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                settings.toString());
        return new ConnectWorker(ChildProcess.java(directory.resolve("connect.out"), command), rest);
    }

    /** Returns when it has joined its cluster. */
    public void awaitAnswer() throws Exception {
        Await.until(PATIENCE, this::answers, process::output);
    }

    public ChildProcess process() {
        return process;
    }

    /** Its address, by which statuses name it. */
    public String id() {
        return rest.getAuthority();
    }

    /** The tests' class path without what is ours, and without what the plugins have to bring along. */
    private static String classPathWithout(Path plugins) throws IOException {
        try (Stream<Path> files = Files.walk(plugins)) {
            Set<String> brought = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches(SHARED))
                    .collect(Collectors.toSet());
            return ChildProcess.classPathOfOthers().stream()
                    .map(Path::of)
                    .filter(entry -> !brought.contains(entry.getFileName().toString()))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private boolean answers() throws Exception {
        if (!process.isAlive()) {
            throw new AssertionError(process.output());
        }
        try {
            return send(HttpRequest.newBuilder(rest.resolve("/connectors"))).statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    /** {@code curl -X PUT}, and again as long as the worker is taken up with the connector before. */
    public void put(String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(rest.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json));
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
        Await.until(
                PATIENCE,
                () -> {
                    answer.set(send(request));
                    return answer.get().statusCode() != CONFLICT;
                },
                () -> answer.get().body());
        if (answer.get().statusCode() != CREATED) {
            throw new AssertionError(
                    answer.get().statusCode() + " " + answer.get().body());
        }
    }

    /** {@code curl}. */
    String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(rest.resolve(path))).body();
    }

    /** {@code curl}, or {@code curl -X POST}. Throws IOException if there is no good answer in time. */
    public String ask(String method, String path, Duration patience) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(rest.resolve(path))
                        .timeout(patience)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** How many tasks run of the connectors that run. */
    long runningTasks() throws Exception {
        long running = 0;
        for (JsonNode connector : new ObjectMapper().readTree(get("/connectors?expand=status"))) {
            if (connector.at("/status/connector/state").asText().equals("RUNNING")) {
                for (JsonNode task : connector.at("/status/tasks")) {
                    running += task.at("/state").asText().equals("RUNNING") ? 1 : 0;
                }
            }
        }
        return running;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** What it has logged. */
    String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
