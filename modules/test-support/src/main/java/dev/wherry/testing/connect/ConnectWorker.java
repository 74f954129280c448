package dev.wherry.testing.connect;

import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import dev.wherry.testing.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A distributed Connect worker as others run it: in a separate JVM, and with no connectors but those on its plugin path. */
public final class ConnectWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int CREATED = 201;
    /** The worker itself needs these; the plugins bring them along, too. */
    private static final String NEEDED_BY_THE_WORKER = "jackson-(core|databind|annotations)-.*";

    private final ChildProcess process;
    private final ConnectRest rest;

    private ConnectWorker(ChildProcess process, URI address) {
        this.process = process;
        this.rest = new ConnectRest(address);
    }

    /**
     * Starts a worker and waits until it is ready.
     *
     * @see #launch
     */
    public static ConnectWorker start(Path directory, String bootstrapServers, Path plugins, String furtherSettings)
            throws IOException {
        ConnectWorker worker = launch(directory, bootstrapServers, plugins, furtherSettings);
        worker.awaitAnswer();
        return worker;
    }

    /**
     * Starts a worker without waiting until it is ready.
     *
     * @param directory for its settings and its output
     * @param plugins holds the unpacked plugins; jars in it are left out of the worker's class path
     * @param furtherSettings lines of a properties file, which override the worker's defaults
     */
    public static ConnectWorker launch(Path directory, String bootstrapServers, Path plugins, String furtherSettings)
            throws IOException {
        URI address = URI.create("http://127.0.0.1:" + FreePort.any());
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
                """.formatted(bootstrapServers, address) + furtherSettings);
        List<String> arguments = List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=INFO",
                "-cp",
                classPathWithout(plugins),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                settings.toString());
        return new ConnectWorker(ChildProcess.java(directory.resolve("connect.out"), arguments), address);
    }

    /** Waits until the worker has joined its cluster. */
    public void awaitAnswer() {
        await("the Connect worker is ready")
                .atMost(PATIENCE)
                .pollInterval(POLL_INTERVAL)
                .until(this::isReady);
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError(process.output());
        }
        return rest.isReady();
    }

    /** The class path of the tests, without this project's classes and without the jars that the plugins must bring. */
    private static String classPathWithout(Path plugins) throws IOException {
        try (Stream<Path> files = Files.walk(plugins)) {
            Set<String> inPlugins = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches(NEEDED_BY_THE_WORKER))
                    .collect(Collectors.toSet());
            return JavaCommand.thirdPartyClassPath().stream()
                    .map(Path::of)
                    .filter(entry -> !inPlugins.contains(entry.getFileName().toString()))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    public ChildProcess process() {
        return process;
    }

    /** Its host and port, which connector statuses show as the worker id. */
    public String id() {
        return rest.address().getAuthority();
    }

    public ConnectRest rest() {
        return rest;
    }

    /** Creates what the path names. Throws if it exists already. */
    public void put(String path, String json) throws IOException {
        int status = rest.put(path, json);
        if (status != CREATED) {
            throw new AssertionError("PUT " + path + " answered " + status + " and created nothing");
        }
    }

    /** {@link ConnectRest#ask} */
    public String ask(String method, String path, Duration timeout) throws IOException, InterruptedException {
        return rest.ask(method, path, timeout);
    }

    /** {@link ConnectRest#runningTasks} */
    public long runningTasks() throws IOException, InterruptedException {
        return rest.runningTasks();
    }

    /** Everything that the worker has logged so far. */
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
