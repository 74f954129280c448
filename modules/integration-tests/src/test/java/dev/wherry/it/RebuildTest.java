package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wherry.audit.StateDigest;
import dev.wherry.contracts.Catalog;
import dev.wherry.embedded.EmbeddedConnect;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.operations.rebuild.PipelineReset;
import dev.wherry.operations.rebuild.RebuildMarker;
import dev.wherry.testing.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds one home repeatedly, under different circumstances. The result is always the same. */
class RebuildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    @TempDir
    static Path directory;

    private static HardCasesHome home;
    private static SortedMap<String, String> expected;

    @BeforeAll
    static void fill() throws Exception {
        home = HardCasesHome.fill(directory, false);
        expected = digest();
    }

    @Test
    void repairsManualChanges() throws Exception {
        try (OfflineHome open = open()) {
            open.sql("DELETE FROM users WHERE id = 7; UPDATE cards SET active = NOT active; DELETE FROM quarantine;"
                    + " UPDATE ledger_counts SET events = 0");
            open.produce("state.user", null, "made-up".getBytes(UTF_8), "{}".getBytes(UTF_8));
        }

        WherryCommand rebuild = rebuild();

        assertThat(rebuild.exitCode()).as(rebuild.err() + rebuild.out()).isEqualTo(3);
        assertThat(HardCasesHome.problems(rebuild.out()))
                .hasSize(2)
                .satisfies(problem -> assertThat(problem).startsWith(HardCasesHome.REJECTIONS), Index.atIndex(0))
                .satisfies(
                        problem -> assertThat(problem)
                                .startsWith("The result is not as before: quarantine, state.user, table cards, table"
                                        + " users."),
                        Index.atIndex(1));
        assertThat(rebuild.out()).matches("(?s).*after  table users +1000 [0-9a-f]{32}  not as before.*");
        assertThat(digest()).isEqualTo(expected);
    }

    @Test
    void refusesBeforeAnythingIsDiscardedIfTheTablesCannotBeEmptied() throws Exception {
        try (OfflineHome open = open()) {
            open.sql("CREATE TABLE notes (card bigint REFERENCES cards)");
        }

        WherryCommand rebuild = rebuild();

        assertThat(rebuild.exitCode()).isEqualTo(2);
        assertThat(rebuild.err())
                .isEqualTo(
                        "wherry: The tables cannot be emptied, so nothing has been discarded: cannot truncate a table"
                                + " referenced in a foreign key constraint. Table \"notes\" references \"cards\". Drop the foreign"
                                + " key, rebuild, and add it again.\n");
        assertThat(home.path().resolve("rebuilding")).doesNotExist();
        assertThat(digest()).isEqualTo(expected);
        try (OfflineHome open = open()) {
            open.sql("DROP TABLE notes");
        }
    }

    @Test
    void aResetKilledBeforeAnyOfItsStepsIsCompletedByTheNextRun() throws Exception {
        List<String> steps = new ArrayList<>();
        for (int last = 1; steps.isEmpty() || !steps.get(steps.size() - 1).equals("done"); last++) {
            steps.clear();
            int survived = last;
            try (OfflineHome open = open()) {
                assertThat(digest(open)).as("before step " + last).isEqualTo(expected);
                new RebuildMarker(home.path().resolve("rebuilding")).set();
                PipelineReset reset =
                        new PipelineReset(open.target(), Catalog.load(home.contracts()), "wherry-streams");
                assertThatThrownBy(() -> reset.run(step -> {
                            steps.add(step);
                            if (steps.size() == survived || step.equals("done")) {
                                throw new Killed();
                            }
                        }))
                        .isInstanceOf(Killed.class);
            }

            home.run();

            assertThat(home.path().resolve("rebuilding")).as(steps::toString).doesNotExist();
        }
        assertThat(digest()).isEqualTo(expected);
        assertThat(steps).hasSize(5);
    }

    @Test
    void aKilledRebuildIsCompletedByTheNextRun() throws Exception {
        Path output = directory.resolve("killed.out");
        try (ChildProcess rebuild = startRebuild(output)) {
            Path marker = home.path().resolve("rebuilding");
            awaitWhileAlive(rebuild, () -> Files.exists(marker));
            awaitWhileAlive(rebuild, () -> !Files.exists(marker));
            rebuild.kill();
        }

        home.run();

        assertThat(digest()).as("no discarded record has come back").isEqualTo(expected);
        WherryCommand audit = WherryCommand.run("audit", "--home=" + home.path(), "--contracts=" + home.contracts());
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
    }

    @Test
    void aSecondSinkDuringARebuildChangesNothing() throws Exception {
        EmbeddedConnect second;
        Map<String, Long> before;
        try (OfflineHome open = open()) {
            second = EmbeddedConnect.start(open.target().kafka().get("bootstrap.servers"), "second", 0);
            second.put("second-warehouse", sink(open.target().database()));
            second.awaitRunning("second-warehouse", PATIENCE);
            before = offsets(open);
        }
        try (ChildProcess rebuild = startRebuild(directory.resolve("beside.out"))) {
            assertThat(rebuild.await()).as(rebuild::output).isEqualTo(3);
            assertThat(HardCasesHome.problems(rebuild.output()))
                    .singleElement()
                    .asString()
                    .startsWith(HardCasesHome.REJECTIONS);
            assertThat(rebuild.output()).contains("The result is as before. Accepted and superseded may be split");
        } finally {
            // a worker stops only while its broker runs
            try (OfflineHome open = open()) {
                second.close();
            }
        }
        try (OfflineHome open = open()) {
            assertThat(digest(open)).isEqualTo(expected);
            // the topics have not been recreated: no offset is used twice
            Map<String, Long> now = offsets(open);
            before.forEach((partition, offset) ->
                    assertThat(now.get(partition)).as(partition).isGreaterThanOrEqualTo(offset));
        }
    }

    private static void awaitWhileAlive(ChildProcess process, Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .failFast(
                        () -> assertThat(process.isAlive()).as(process::output).isTrue())
                .until(condition);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Map<String, Long> offsets(OfflineHome open) throws Exception {
        Map<String, Long> offsets = new TreeMap<>();
        for (String row : open.value(
                        "SELECT string_agg(concat(topic, '-', partition, '=', next_offset), ',') FROM wherry_offsets")
                .split(",")) {
            offsets.put(row.substring(0, row.indexOf('=')), Long.valueOf(row.substring(row.indexOf('=') + 1)));
        }
        return offsets;
    }

    private static Map<String, String> sink(String url) {
        return Map.ofEntries(
                Map.entry("connector.class", "dev.wherry.sink.PostgresSinkConnector"),
                Map.entry(
                        "topics",
                        "state.user,state.card,events.card,invalid.users,invalid.cards,ledger,receipts,contracts"),
                Map.entry("tasks.max", "2"),
                Map.entry("key.converter", BYTES),
                Map.entry("value.converter", BYTES),
                Map.entry("header.converter", BYTES),
                Map.entry("consumer.override.isolation.level", "read_committed"),
                Map.entry("contracts", home.contracts().toString()),
                Map.entry("database.url", url),
                Map.entry("database.user", EmbeddedDatabase.USER),
                Map.entry("database.password", EmbeddedDatabase.PASSWORD));
    }

    private static WherryCommand rebuild() {
        return WherryCommand.run("rebuild", "--home=" + home.path(), "--contracts=" + home.contracts());
    }

    private static ChildProcess startRebuild(Path output) throws Exception {
        return WherryCommand.start(
                output, List.of("rebuild", "--home=" + home.path(), "--contracts=" + home.contracts()));
    }

    private static OfflineHome open() throws Exception {
        return OfflineHome.attach(home.path(), home.contracts());
    }

    private static SortedMap<String, String> digest() throws Exception {
        try (OfflineHome open = open()) {
            return digest(open);
        }
    }

    private static SortedMap<String, String> digest(OfflineHome open) throws Exception {
        return StateDigest.of(open.target(), Catalog.load(home.contracts()));
    }
}
