package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.operations.erase.Erasure;
import dev.wherry.operations.erase.ErasureMarker;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeErasure;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erases a card whose events all contain one word, and looks for the word everywhere. */
class ErasureTest {
    private static final String WORD = "Forgetme";
    private static final int CARD = 7;
    private static final String INTERRUPTED = "An earlier erasure or rebuild was interrupted, and is completed now.";
    private static final Catalog CATALOG = Catalog.load(WherryCommand.SHIPPED_CONTRACTS);

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;

    @Test
    void erasesAnEntityEverywhereAndNothingElse() throws Exception {
        fill();
        String other = HardCasesHome.cardEvent("other", 8, "Other", "2026-01-01 00:00:00");
        String line = HardCasesHome.cardEvent("line", CARD, WORD, "2026-01-03 00:00:00");
        Path lines = inbox.resolve("cards/all.ndjson");
        Files.writeString(lines, other + "\n" + line + "\r\n" + other.replace("Other", "Last") + "\n");
        String event = HardCasesHome.cardEvent("cut", CARD, WORD, "2026-01-04 00:00:00");
        write("cards/cut.json", event.substring(0, event.indexOf(WORD) + WORD.length() + 1));
        write("cards/invalid.json", event.replace("true", "\"maybe\""));
        write("cards/broken.json", "{\"metadata\": {\"type\": \"card\"");
        run();
        Map<String, Integer> before = RawTopics.recordsByFile(home, "users", "cards");

        WherryCommand unconfirmed = erase("card", "7");
        WherryCommand erase = erase("card", "7", "--yes");

        assertThat(unconfirmed.exitCode()).isEqualTo(2);
        assertThat(unconfirmed.err()).contains("add --yes");
        assertThat(erase.exitCode()).as(erase.err() + erase.out()).isZero();
        assertThat(erase.out())
                .contains("5 raw events and 5 files hold events of card 7.")
                .contains("1 raw events and 1 documents or lines in files have no readable key")
                .contains("An entity of type card was erased at")
                .endsWith("The books balance.\n");
        assertThat(files(home.resolve("archive"), inbox)).isNotEmpty().noneMatch(ErasureTest::holdsWord);
        assertThat(topicsThatHoldTheWord()).isEmpty();
        assertThat(Files.readString(lines))
                .isEqualTo(other + "\n" + " ".repeat(line.length() + 1) + "\n" + other.replace("Other", "Last") + "\n");
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.count("cards WHERE id = 7")).isZero();
            assertThat(tables.count("cards")).isEqualTo(2);
            assertThat(tables.count("users")).isEqualTo(10);
            assertThat(tables.column("SELECT file FROM quarantine")).containsExactly("cards/broken.json");
            assertThat(tables.value("SELECT events FROM wherry_erasures")).isEqualTo("5");
        }

        // nothing comes back, and no retained event is published again
        run();
        Map<String, Integer> after = RawTopics.recordsByFile(home, "users", "cards");
        before.keySet().removeAll(List.of("cards/a.json", "cards/b.json", "cards/cut.json", "cards/invalid.json"));
        before.merge("cards/all.ndjson", -1, Integer::sum);
        assertThat(after).isEqualTo(before);
        assertThat(erase("card", "7", "--yes").out()).contains("There are no events of card 7.");

        // the receipt of a file does not wait for the erased line
        run("--source-option=finished.after.ms=300");
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.column("SELECT concat_ws(' ', ending, events, accepted + superseded + duplicate, erased)"
                            + " FROM receipts WHERE file = 'cards/all.ndjson' ORDER BY finished_at"))
                    .containsExactly("finished 3 2 1");
        }
        WherryCommand audit =
                WherryCommand.run("audit", "--home=" + home, "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
    }

    @Test
    void anErasureKilledBeforeAnyOfItsStepsIsCompleted() throws Exception {
        fill();
        run();
        List<String> steps = new ArrayList<>();
        List<String> retained = rawEvents();
        retained.removeIf(event -> event.contains(WORD));
        for (int last = 1; steps.size() == last - 1; last++) {
            steps.clear();
            int survived = last;
            try (OfflineHome open = OfflineHome.attach(home, WherryCommand.SHIPPED_CONTRACTS)) {
                produce(open, "more-" + last, CARD, WORD);
                retained.add(produce(open, "kept-" + last, 100 + last, "Kept"));
                Files.writeString(
                        home.resolve("archive/cards/more.json"),
                        HardCasesHome.cardEvent("more", CARD, WORD, "2026-01-01 00:00:00"));
                Erasure erasure = new Erasure(
                        open.target(),
                        CATALOG,
                        new ErasureMarker(home.resolve("erasing")),
                        new RebuildMarker(home.resolve("rebuilding")),
                        2);
                Erasure.Found found = find(erasure);
                assertThat(found.plan().erasesNothing()).isFalse();
                try {
                    erasure.run(found.plan(), step -> {
                        steps.add(step);
                        if (steps.size() == survived) {
                            throw new Killed();
                        }
                    });
                } catch (Killed killed) {
                    assertThat(steps).hasSize(survived);
                }
            }

            assertThat(HomeErasure.completeInterrupted(new Home(home), CATALOG, Optional.empty(), step -> {}))
                    .isTrue();

            assertThat(home.resolve("erasing")).doesNotExist();
            assertThat(home.resolve("rebuilding")).exists();
            assertThat(files(home.resolve("archive"))).noneMatch(ErasureTest::holdsWord);
            assertThat(rawEvents()).as("killed before " + steps).containsExactlyInAnyOrderElementsOf(retained);
        }
        assertThat(steps).as("with several transactions").hasSizeGreaterThan(6);

        killWhileTheRebuildDrains();
        assertThat(home.resolve("rebuilding")).doesNotExist();
        WherryCommand again = erase("card", "7", "--yes");
        WherryCommand oneMore = erase("card", "7", "--yes");

        assertThat(again.exitCode()).as(again.err() + again.out()).isZero();
        assertThat(again.out())
                .contains(INTERRUPTED)
                .contains("There are no events of card 7.")
                .endsWith("The books balance.\n");
        assertThat(oneMore.exitCode()).isZero();
        assertThat(oneMore.out()).doesNotContain(INTERRUPTED, "The books balance.");
        WherryCommand audit =
                WherryCommand.run("audit", "--home=" + home, "--contracts=" + WherryCommand.SHIPPED_CONTRACTS);
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
    }

    /** A run that ends well has verified the erasure. */
    @Test
    void aRunCompletesAnErasureWhoseRebuildWasKilled() throws Exception {
        fill();
        run();
        killWhileTheRebuildDrains();

        run();
        WherryCommand again = erase("card", "7", "--yes");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("There are no events of card 7.").doesNotContain(INTERRUPTED);
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.column("SELECT id FROM cards")).containsExactly("9");
        }
    }

    @Test
    void refusesWhatCannotBeErased() throws Exception {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        home = directory.resolve("home");
        FilledHome.copyTo(home);

        WherryCommand type = erase("cart", "7");
        WherryCommand noHome = WherryCommand.run("erase", "card", "7", "--home=" + directory.resolve("nowhere"));

        assertThat(type.exitCode()).isEqualTo(2);
        assertThat(type.err())
                .contains("There is no contract for the type cart. Did you mean card? The types are card, user.");
        assertThat(noHome.exitCode()).isEqualTo(2);
        try (ServiceLease running = EmbeddedKafka.attach(home)) {
            WherryCommand busy = erase("card", "7", "--yes");
            assertThat(busy.exitCode()).isEqualTo(2);
            assertThat(busy.err()).contains("stop it first");
        }
    }

    private void fill() throws IOException {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
        Files.createDirectories(inbox.resolve("cards"));
        WherryCommand users = WherryCommand.run(
                "generate", "users", "--directory=" + inbox.resolve("users"), "--count=10", "--seed=1");
        assertThat(users.exitCode()).as(users.err()).isZero();
        write("cards/a.json", HardCasesHome.cardEvent("a", CARD, WORD, "2026-01-01 00:00:00"));
        write("cards/b.json", HardCasesHome.cardEvent("b", CARD, WORD, "2026-01-02 00:00:00"));
        write("cards/c.json", HardCasesHome.cardEvent("c", 9, "Nine", "2026-01-01 00:00:00"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(inbox.resolve(file), text);
    }

    private void run(String... options) {
        List<String> all = new ArrayList<>(List.of("--quiet-period=500ms"));
        all.addAll(List.of(options));
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, all.toArray(String[]::new)));
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private WherryCommand erase(String type, String key, String... options) {
        return WherryCommand.run(eraseArguments(type, key, options));
    }

    private String[] eraseArguments(String type, String key, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "erase",
                type,
                key,
                "--home=" + home,
                "--inbox=" + inbox,
                "--contracts=" + WherryCommand.SHIPPED_CONTRACTS));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private void killWhileTheRebuildDrains() throws IOException {
        try (ChildProcess erase =
                WherryCommand.start(directory.resolve("killed.out"), List.of(eraseArguments("card", "7", "--yes")))) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .failFast("erase has ended", () -> !erase.isAlive())
                    .until(() -> Files.exists(home.resolve("erasing.unverified"))
                            && !Files.exists(home.resolve("rebuilding")));
        }
    }

    private Erasure.Found find(Erasure erasure) throws Exception {
        Contract card = CATALOG.contracts().get(0);
        return erasure.find(card, String.valueOf(CARD).getBytes(UTF_8), List.of(home.resolve("archive")));
    }

    private static String produce(OfflineHome open, String name, int card, String by) throws Exception {
        String event = HardCasesHome.cardEvent(name, card, by, "2026-02-01 00:00:00");
        String file = "cards/" + name + ".json";
        open.produce(
                "raw.cards",
                0,
                file.getBytes(UTF_8),
                event.getBytes(UTF_8),
                Headers.FILE,
                file,
                Headers.OFFSET,
                0,
                Headers.MODIFIED,
                1);
        return file + event;
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** File and value of the raw cards that a consumer with isolation level read_committed sees. */
    private List<String> rawEvents() {
        List<String> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records("raw.cards", "read_committed")) {
            events.add(text(record.headers().lastHeader(Headers.FILE).value()) + text(record.value()));
        }
        return events;
    }

    private List<String> topicsThatHoldTheWord() {
        return records("", "read_uncommitted").stream()
                .filter(record -> text(record.key()).contains(WORD)
                        || text(record.value()).contains(WORD)
                        || Stream.of(record.headers().toArray())
                                .anyMatch(header -> text(header.value()).contains(WORD)))
                .map(ConsumerRecord::topic)
                .distinct()
                .toList();
    }

    /** All records of the topics whose names begin like this. */
    private List<ConsumerRecord<byte[], byte[]>> records(String prefix, String isolation) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (ServiceLease kafka = EmbeddedKafka.attach(home);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.address(),
                                "isolation.level",
                                isolation,
                                "exclude.internal.topics",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static List<Path> files(Path... directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> paths = Files.walk(directory)) {
                paths.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }

    private static boolean holdsWord(Path file) {
        try {
            return text(Files.readAllBytes(file)).contains(WORD);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
