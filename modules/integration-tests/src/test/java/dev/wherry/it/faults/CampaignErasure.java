package dev.wherry.it.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.it.WherryCommand;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Runs {@code wherry erase} on the topics of the cluster, whose processes other than PostgreSQL are stopped. The command needs
 * a home: one whose broker has the directory of the cluster's.
 */
final class CampaignErasure {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_KILLS = 3;
    /** Longer than the command takes on an idle machine. */
    private static final int MAX_DELAY_MS = 30_000;

    private final TestCluster cluster;
    private final Path home;
    private int erased;
    private int kills;

    CampaignErasure(TestCluster cluster) {
        this.cluster = cluster;
        this.home = cluster.home().resolve("erasing-home");
    }

    /** The number of erased cards, and of kills of the command. */
    String summary() {
        return "cards erased: %d, wherry erase killed: %d times%n".formatted(erased, kills);
    }

    /** Erases a card, and kills the command at random times until it succeeds. The operator must start the cluster again. */
    void erase(long card, RandomGenerator random) throws Exception {
        cluster.source().worker().stop();
        cluster.sink().worker().stop();
        cluster.streams().stop();
        cluster.broker().stop();
        prepareHome();
        int left = random.nextInt(MAX_KILLS + 1);
        while (!run(card, left > 0 ? Duration.ofMillis(500 + random.nextInt(MAX_DELAY_MS)) : TIMEOUT)) {
            if (left-- == 0) {
                throw new AssertionError("wherry erase takes longer than " + TIMEOUT);
            }
            kills++;
        }
        if (Stream.of("erasing", "rebuilding", "erasing.unverified")
                .anyMatch(marker -> Files.exists(home.resolve(marker)))) {
            throw new AssertionError("wherry erase has ended, but was not complete");
        }
        cluster.deleteStreamsState(); // the command has built the stores of its own streams app
        erased++;
    }

    private void prepareHome() throws IOException {
        Path kafka = home.resolve("kafka");
        if (!Files.exists(kafka)) {
            Files.createDirectories(kafka);
            Files.createSymbolicLink(kafka.resolve("data"), cluster.brokerData());
            Files.writeString(kafka.resolve("port"), FreePort.any() + "\n");
            Files.writeString(home.resolve("password"), EmbeddedDatabase.PASSWORD);
        }
    }

    /** Returns false if the command was killed. */
    private boolean run(long card, Duration timeout) throws IOException {
        Path output = home.resolve("erase-" + erased + "-" + System.nanoTime() + ".out");
        ChildProcess command = WherryCommand.start(
                output,
                List.of(
                        "erase",
                        "card",
                        String.valueOf(card),
                        "--yes",
                        "--home=" + home,
                        "--inbox=" + cluster.inbox(),
                        "--archive=" + cluster.archive(),
                        "--contracts=" + cluster.contracts(),
                        "--database-url=" + cluster.postgres().jdbcUrl(),
                        "--database-user=" + EmbeddedDatabase.USER,
                        "--database-password-file=" + home.resolve("password")));
        boolean killed = command.awaitOrKill(timeout);
        int exitCode = command.await();
        if (!killed && exitCode != 0) {
            throw new AssertionError("wherry erase ended with " + exitCode + ":\n" + command.output());
        }
        return !killed;
    }

    /** The places in which something of the card is left. */
    List<String> traces(long card) throws IOException, SQLException {
        String text = String.valueOf(card);
        TreeSet<String> traces = new TreeSet<>();
        for (Path directory : List.of(cluster.inbox(), cluster.archive())) {
            for (Path file : files(directory)) {
                if (Files.readString(file, ISO_8859_1).contains(text)) {
                    traces.add("card " + card + " is left in " + file);
                }
            }
        }
        eachRecord(record -> {
            if (holds(record.key(), text)
                    || holds(record.value(), text)
                    || Stream.of(record.headers().toArray()).map(Header::value).anyMatch(value -> holds(value, text))) {
                traces.add("card " + card + " is left in topic " + record.topic());
            }
        });
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT 'cards' FROM cards WHERE id = %1$s UNION SELECT 'cards_history' FROM cards_history WHERE id = %1$s
                        UNION SELECT 'quarantine' FROM quarantine WHERE quarantine::text LIKE '%%%1$s%%'
                            OR position('%1$s' IN convert_from(event, 'LATIN1')) > 0
                        """.formatted(text))) {
            while (row.next()) {
                traces.add("card " + card + " is left in table " + row.getString(1));
            }
        }
        return List.copyOf(traces);
    }

    private static boolean holds(byte[] bytes, String text) {
        return bytes != null && new String(bytes, ISO_8859_1).contains(text);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** Reads all topics, also what transactions have aborted. */
    private void eachRecord(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "exclude.internal.topics", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .values()
                    .forEach(infos ->
                            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(handler);
            }
        }
    }
}
