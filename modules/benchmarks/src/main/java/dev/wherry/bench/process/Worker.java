package dev.wherry.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Connect worker in a process of its own. */
public final class Worker implements AutoCloseable {
    private final ForkedJvm part;
    private final Path directory;

    private Worker(ForkedJvm part, Path directory) {
        this.part = part;
        this.directory = directory;
    }

    /** With exactly-once support, as the pipeline needs it. */
    public static Worker exactlyOnce(String name, Path directory, Broker broker, String heap) throws IOException {
        String topics = name.replace(' ', '-');
        return new Worker(
                ForkedJvm.start(name, ConnectMain.class, directory, heap, broker.bootstrapServers(), topics),
                directory);
    }

    /** The same with those options of the JVM. */
    public static Worker exactlyOnce(String name, Path directory, Broker broker, List<String> options)
            throws IOException {
        String topics = name.replace(' ', '-');
        return new Worker(
                ForkedJvm.start(name, ConnectMain.class, directory, options, broker.bootstrapServers(), topics),
                directory);
    }

    /** Without transactions. */
    public static Worker plain(String name, Path directory, Broker broker, String heap) throws IOException {
        return new Worker(
                ForkedJvm.start(
                        name, PlainConnectMain.class, directory, heap, broker.bootstrapServers(), directory.toString()),
                directory);
    }

    /** Without transactions, and with connectors that lie in directories of their own below that one. */
    public static Worker withPlugins(String name, Path directory, Broker broker, String heap, Path plugins)
            throws IOException {
        return new Worker(
                ForkedJvm.start(
                        name,
                        PlainConnectMain.class,
                        directory,
                        heap,
                        broker.bootstrapServers(),
                        directory.toString(),
                        plugins.toString()),
                directory);
    }

    public ForkedJvm part() {
        return part;
    }

    /** Makes a connector, or changes it. */
    public void put(String connector, Map<String, String> configuration) throws IOException {
        Path file = directory.resolve(connector + ".json");
        new ObjectMapper().writeValue(file.toFile(), configuration);
        part.ask("put " + connector + " " + file);
    }

    public void delete(String connector) throws IOException {
        part.ask("delete " + connector);
    }

    /** Lets the connector's tasks stand still. */
    public void pause(String connector) throws IOException {
        part.ask("pause " + connector);
    }

    public void resume(String connector) throws IOException {
        part.ask("resume " + connector);
    }

    /** The sum of an attribute of all beans that fit the pattern; -1 if there is none. */
    public long sum(String beans, String attribute) throws IOException {
        String sum = part.ask("sum " + beans + " " + attribute);
        return sum.isEmpty() ? -1 : Long.parseLong(sum);
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
