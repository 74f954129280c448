package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.cli.PipelineOptions;
import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.generator.FaultConfig;
import dev.wherry.pipeline.Pipeline;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wherry run} with a Kafka of the user's own, and the embedded PostgreSQL. */
class OwnKafkaTest {
    @TempDir
    Path directory;

    private Path inbox;
    private Path home;
    private EmbeddedKafka kafka;
    private String option;

    @BeforeEach
    void start() {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        option = "--bootstrap-servers=" + kafka.bootstrapServers();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void everyCommandOnTheHomeUsesThisKafka() throws Exception {
        ChallengeEvents first = ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);
        assertSucceeds(WherryCommand.runOnceArguments(inbox, home, option));
        ChallengeEvents second = ChallengeEvents.write(inbox, 2, 200, FaultConfig.NONE);
        WherryCommand again =
                assertSucceeds(WherryCommand.runOnceArguments(inbox, home)); // the home remembers its Kafka
        assertThat(again.out()).startsWith("Kafka: " + kafka.bootstrapServers());

        assertSucceeds("audit", "--home=" + home);
        assertThat(assertSucceeds("rebuild", "--home=" + home).out()).doesNotContain("not as before");
        assertThat(assertSucceeds("consume", "--home=" + home, "--max=1", "raw.cards")
                        .out())
                .isEqualTo(assertSucceeds("consume", option, "--max=1", "raw.cards")
                        .out());
        assertThat(assertSucceeds("transactions", "--home=" + home).out()).contains("No hanging transactions.");
        WherryCommand erase = WherryCommand.run("erase", "card", "7", "--home=" + home, "--yes");
        assertThat(erase.exitCode()).as(erase.out()).isEqualTo(2);
        assertThat(erase.err())
                .contains("are on a Kafka of your own")
                .contains("load the rest into new topics and tables: see docs/operating.md");
        assertThat(home.resolve("kafka")).doesNotExist();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.eventsInLedger()).isEqualTo(first.events() + second.events());
        }
    }

    @Test
    void keepsItsTopicsApartFromThoseOfAConnectClusterWithTheUsualNames() throws Exception {
        ChallengeEvents.write(inbox, 1, 20, FaultConfig.NONE);
        assertSucceeds(WherryCommand.runOnceArguments(inbox, home, option));

        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka.clientSettings()))) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).contains("wherry-run-configs", "wherry-run-offsets", "wherry-run-status");
            assertThat(topics).noneMatch(topic -> topic.startsWith("connect-"));
        }
    }

    @Test
    void refusesASecondPipelineWhileOneIsRunning() throws Exception {
        String[] options = WherryCommand.pipelineOptions(inbox, home, option).toArray(String[]::new);
        try (Pipeline pipeline = Pipeline.start(PipelineOptions.parse(options))) {
            WherryCommand other = WherryCommand.run(WherryCommand.runOnceArguments(
                    directory.resolve("other-inbox"), directory.resolve("other-home"), option));
            WherryCommand sameHome = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, option));

            assertThat(other.exitCode()).as(other.err() + other.out()).isEqualTo(2);
            assertThat(other.err()).contains("Another pipeline runs on this Kafka", "wherry-streams");
            assertThat(sameHome.exitCode()).as(sameHome.err() + sameHome.out()).isEqualTo(2);
            assertThat(sameHome.err()).contains("is in use by another process");
            pipeline.supervise();
        }
    }

    /** Without the takeover, the members and the transactions of the killed run would block for 45 s and longer. */
    @Test
    void continuesAtOnceAfterAKill() throws Exception {
        ChallengeEvents events = ChallengeEvents.write(inbox, 1, 3_000, FaultConfig.NONE);
        List<String> arguments = new ArrayList<>(WherryCommand.runArguments(inbox, home));
        arguments.add(option);
        Path output = Files.createFile(directory.resolve("killed.out"));
        try (ChildProcess killed = WherryCommand.start(output, arguments)) {
            await().atMost(Duration.ofMinutes(1))
                    .failFast(() ->
                            assertThat(killed.isAlive()).as(killed::output).isTrue())
                    .until(() -> output.toFile().length() > 0);
            killed.kill();
        }
        long killedAt = System.nanoTime();

        assertSucceeds(WherryCommand.runOnceArguments(inbox, home, option));

        assertThat(Duration.ofNanos(System.nanoTime() - killedAt)).isLessThan(Duration.ofSeconds(40));
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.differences(events.users())).isEmpty();
            assertThat(tables.differences(events.cards())).isEmpty();
            assertThat(tables.eventsInLedger()).isEqualTo(events.events());
        }
    }

    @Test
    void refusesAHomeWithTheStateOfAnotherKafka() throws Exception {
        FilledHome.copyTo(home);

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, option));

        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(2);
        assertThat(run.err()).contains("holds the state of another Kafka", "choose a new home");
    }

    private static WherryCommand assertSucceeds(String... arguments) {
        WherryCommand command = WherryCommand.run(arguments);
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
        return command;
    }
}
