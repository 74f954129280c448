package dev.wherry.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All services in a separate JVM, with a connector that publishes numbers endlessly and a sink for them, for tests that
 * kill the JVM.
 */
final class ForkedServices implements AutoCloseable {
    static final String TOPIC = "numbers";
    static final String CONNECTOR = "counter";
    static final String SINK = "appender";

    private final Process process;

    private ForkedServices(Process process) {
        this.process = process;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        EmbeddedServices services = EmbeddedServices.start(home, ServicePorts.ANY);
        new TestTopics(services.kafka().bootstrapServers()).createIfMissing(TOPIC);
        services.connect().put(CONNECTOR, NumbersConnector.exactlyOnce(TOPIC, Map.of()));
        services.connect().put(SINK, AppendingConnector.of(TOPIC, written(home)));
        Files.createFile(marker(home));
        System.in.read(); // ends with the parent process
        services.close();
    }

    /** Starts the JVM and returns when the connectors are configured. */
    static ForkedServices start(Path home) {
        try {
            return tryStart(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForkedServices tryStart(Path home) throws IOException {
        Files.deleteIfExists(marker(home));
        Path log = home.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedServices.class.getName(),
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ForkedServices services = new ForkedServices(process);
        boolean started =
                Polling.untilTrue(Duration.ofSeconds(60), () -> Files.exists(marker(home)) || !process.isAlive());
        if (!started || !process.isAlive()) {
            services.kill();
            throw new AssertionError("The services did not start: " + Files.readString(log));
        }
        return services;
    }

    /** The file to which the sink writes. */
    static Path written(Path home) {
        return home.resolve("written");
    }

    private static Path marker(Path home) {
        return home.resolve("running");
    }

    /** Kills the JVM as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Shuts the JVM down cleanly. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
