package dev.wherry.it;

import dev.wherry.testing.s3.TestS3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A store with a bucket of orders by day, and the contracts that read it. */
final class OrdersLake implements AutoCloseable {
    private final PipelineDirectory directory;
    private final TestS3Server server;

    /** @param source further lines of {@code source} in the feed file */
    OrdersLake(PipelineDirectory directory, String... source) throws IOException {
        this.directory = directory;
        this.server = new TestS3Server("lake");
        write("order/schema.json", """
                {"properties": {"id": {"type": "integer"}, "amount": {"type": "integer"},
                  "revision": {"type": "integer"}}}
                """);
        write("order/contract.yaml", """
                type: order
                feeds: [orders]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /revision, as: integer}]
                keep: latest
                table: orders
                columns:
                  id: {from: /id, type: bigint}
                  amount: {from: /amount, type: bigint}
                  source_file: {from: "@file", type: text}
                  version: {from: "@version", type: bytea}
                """);
        write("migrations/V1__orders.sql", """
                CREATE TABLE orders (
                  id bigint PRIMARY KEY, amount bigint, source_file text NOT NULL, version bytea NOT NULL);
                """);
        feed("anonymous: true", source);
    }

    /**
     * Writes the feed file.
     *
     * @param access the key of {@code s3} for credentials
     * @param source further lines of {@code source}
     */
    void feed(String access, String... source) throws IOException {
        StringBuilder feed = new StringBuilder("""
                feed: orders
                files: [{names: ["*.csv"], format: csv}]
                source:
                  s3: {bucket: lake, key: "orders/{day}/*.csv", endpoint: "%s", %s}
                """.formatted(server.endpoint(), access));
        for (String line : source) {
            feed.append("  ").append(line).append('\n');
        }
        write("feeds/orders.yaml", feed.toString());
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.contracts().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    TestS3Server server() {
        return server;
    }

    PipelineDirectory directory() {
        return directory;
    }

    /** Of {@code wherry run} on free ports; a further option replaces one of them. */
    String[] runArguments(String... further) {
        List<String> arguments = new ArrayList<>(List.of("run", "--home=" + directory.home()));
        arguments.add("--contracts=" + directory.contracts());
        List<String> given = List.of(further);
        for (String port : List.of("--kafka-port", "--connect-port", "--postgres-port")) {
            if (given.stream().noneMatch(option -> option.startsWith(port))) {
                arguments.add(port + "=0");
            }
        }
        arguments.addAll(given);
        return arguments.toArray(String[]::new);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
