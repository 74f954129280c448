package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.generator.FaultConfig;
import dev.wherry.streams.StreamsPipeline;
import dev.wherry.testing.docs.DocumentationPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user follows docs/laptop-to-production.md, and new events arrive in each step. */
class LaptopToProductionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Map<String, String> places = new HashMap<>();
    private DocumentationPage page;
    private Path inbox;

    @TempDir
    Path directory;

    @Test
    void everyStepTakesAllEventsAlong() throws Exception {
        page = DocumentationPage.of("docs/laptop-to-production.md");
        inbox = directory.resolve("data/inbox");
        try (GivenPostgres postgres = GivenPostgres.start(directory.resolve("postgres"));
                EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            nameServices(postgres, kafka);
            long events = writeEvents(1) + writeGrowingFile();

            follow("1. Everything embedded");
            assertThat(eventsInLedger(directory.resolve("data/home"))).isEqualTo(events);

            events += writeEvents(2);
            follow("2. Your own PostgreSQL");
            assertThat(eventsInLedger(postgres)).isEqualTo(events);
            String digest = digest(postgres);

            follow("3. Your own Kafka");
            assertThat(eventsInLedger(postgres)).isEqualTo(events);
            assertThat(digest(postgres)).isEqualTo(digest);

            events += writeEvents(3);
            long expected = events;
            try (StreamsPipeline streams = startStreams(kafka);
                    EmbeddedConnect connect = EmbeddedConnect.start(kafka.bootstrapServers(), 0)) {
                places.put("http://connect:8083", connect.rest().toString());
                List<String> commands = commands("4. Connect and the streams app");
                execute(commands.get(0));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(eventsInLedger(postgres))
                        .as(() -> "failure: " + streams.failure())
                        .isEqualTo(expected));
                execute(commands.get(1));
            }
        }
    }

    private void nameServices(GivenPostgres postgres, EmbeddedKafka kafka) {
        places.put("/data/", directory.resolve("data") + "/");
        places.put("/etc/wherry/contracts", WherryCommand.SHIPPED_CONTRACTS.toString());
        places.put("/etc/wherry/database-password", postgres.passwordFile().toString());
        places.put("'${file:/etc/wherry/secrets.properties:password}'", GivenPostgres.PASSWORD);
        places.put("jdbc:postgresql://warehouse:5432/dwh", postgres.url());
        places.put("--database-user wherry", "--database-user dwh");
        places.put("kafka:9092", kafka.bootstrapServers());
    }

    private long writeEvents(long seed) throws Exception {
        return ChallengeEvents.write(inbox, seed, 100, FaultConfig.NONE).events();
    }

    /** Some of the cards again, in a file of lines. It stays in the inbox. */
    private long writeGrowingFile() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(inbox.resolve("cards"))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                    .limit(10)
                    .toList()) {
                lines.add(Files.readString(file).replaceAll("\\n *", ""));
            }
        }
        Files.write(inbox.resolve("cards/all.ndjson"), lines, StandardCharsets.UTF_8);
        return lines.size();
    }

    private StreamsPipeline startStreams(EmbeddedKafka kafka) {
        return StreamsPipeline.start(
                Catalog.load(WherryCommand.SHIPPED_CONTRACTS),
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "state.dir",
                        directory.resolve("streams").toString()));
    }

    private void follow(String heading) throws Exception {
        for (String command : commands(heading)) {
            execute(command);
        }
    }

    private List<String> commands(String heading) {
        return page.section(heading).blocks("sh").stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .map(String::strip)
                .toList();
    }

    private void execute(String documented) throws Exception {
        String command = DocumentationPage.at(places, documented);
        if (!command.startsWith("./wherry ")) {
            Process shell =
                    new ProcessBuilder("bash", "-euc", command).inheritIO().start();
            assertThat(shell.waitFor()).as(command).isZero();
            return;
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("./wherry ".length()));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        if (words.get(0).equals("run")) {
            words.addAll(List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0"));
        }
        WherryCommand result = WherryCommand.run(words.toArray(String[]::new));
        assertThat(result.exitCode())
                .as(command + "\n" + result.err() + result.out())
                .isZero();
    }

    private static long eventsInLedger(Path home) throws Exception {
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            return tables.eventsInLedger();
        }
    }

    private static long eventsInLedger(GivenPostgres postgres) throws Exception {
        try (WarehouseTables tables = postgres.tables()) {
            return tables.eventsInLedger();
        }
    }

    private static String digest(GivenPostgres postgres) throws Exception {
        try (WarehouseTables tables = postgres.tables()) {
            return tables.digest();
        }
    }
}
