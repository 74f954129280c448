package dev.wherry.bench.process;

import dev.wherry.testing.connect.ConnectRest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Connect worker in a separate JVM. */
public final class ConnectProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ForkedJvm jvm;
    private final boolean distributed;
    private final ConnectRest rest;

    private ConnectProcess(ForkedJvm jvm, boolean distributed) {
        this.jvm = jvm;
        this.distributed = distributed;
        this.rest = new ConnectRest(URI.create(jvm.ready()));
    }

    /** Starts a worker with exactly-once support, which the pipeline needs. */
    public static ConnectProcess exactlyOnce(String name, Path directory, Broker broker, String heap)
            throws IOException {
        return new ConnectProcess(
                ForkedJvm.start(name, ConnectMain.class, directory, heap, broker.bootstrapServers(), topicPrefix(name)),
                true);
    }

    /** As above, with these JVM options instead of a heap size. */
    public static ConnectProcess exactlyOnce(String name, Path directory, Broker broker, List<String> jvmOptions)
            throws IOException {
        return new ConnectProcess(
                ForkedJvm.start(
                        name, ConnectMain.class, directory, jvmOptions, broker.bootstrapServers(), topicPrefix(name)),
                true);
    }

    private static String topicPrefix(String name) {
        return name.replace(' ', '-');
    }

    /** Starts a worker without transactions. */
    public static ConnectProcess plain(String name, Path directory, Broker broker, String heap) throws IOException {
        return new ConnectProcess(
                ForkedJvm.start(
                        name, PlainConnectMain.class, directory, heap, broker.bootstrapServers(), directory.toString()),
                false);
    }

    /** Starts a worker without transactions whose plugin path is that directory. */
    public static ConnectProcess withPlugins(String name, Path directory, Broker broker, String heap, Path plugins)
            throws IOException {
        return new ConnectProcess(
                ForkedJvm.start(
                        name,
                        PlainConnectMain.class,
                        directory,
                        heap,
                        broker.bootstrapServers(),
                        directory.toString(),
                        plugins.toString()),
                false);
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    /** Creates a connector, or changes its configuration. A worker with exactly-once support waits until it runs. */
    public void put(String connector, Map<String, String> config) throws IOException {
        rest.putConnector(connector, config);
        if (distributed) {
            rest.awaitRunning(connector, PATIENCE);
        }
    }

    public void delete(String connector) throws IOException, InterruptedException {
        rest.delete(connector);
    }

    /** Pauses the connector's tasks, which stay assigned. */
    public void pause(String connector) throws IOException, InterruptedException {
        rest.pause(connector);
    }

    public void resume(String connector) throws IOException, InterruptedException {
        rest.resume(connector);
    }

    /** The sum of an attribute over all MBeans that match the pattern; -1 if none does. */
    public long sum(String mBeans, String attribute) throws IOException {
        String sum = jvm.ask("sum " + mBeans + " " + attribute);
        return sum.isEmpty() ? -1 : Long.parseLong(sum);
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
