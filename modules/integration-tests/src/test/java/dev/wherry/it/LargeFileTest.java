package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process of the whole pipeline is killed in the midst of a file that is several times as large as its heap. Takes
 * minutes, so it runs only by hand: {@code -Dwherry.large.megabytes=10240 -Dwherry.large.heap=1g
 * -Dwherry.large.event.bytes=8192}.
 */
@EnabledIfSystemProperty(named = "wherry.large.megabytes", matches = "\\d+")
class LargeFileTest {
    private static final long MEGABYTES = Long.getLong("wherry.large.megabytes", 768);
    private static final String HEAP = System.getProperty("wherry.large.heap", "256m");
    private static final int EVENT_BYTES = Integer.getInteger("wherry.large.event.bytes", 1024);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"ARRAY", "CSV"})
    void aKillLosesNothingAndPublishesNothingTwice(Format format) throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        LargeFile large = LargeFile.ofSize(format, MEGABYTES << 20, EVENT_BYTES);
        large.write(Files.createDirectories(inbox.resolve("texts")).resolve("large." + format.label()));
        Path contracts = contracts();
        long begun = System.nanoTime();

        List<String> arguments = new ArrayList<>(
                WherryCommand.pipelineOptions(inbox, home, "--contracts=" + contracts, "--quiet-period=2s"));
        arguments.addAll(0, List.of("run", "--once"));
        long peakAtKill;
        try (ChildProcess run = start(arguments)) {
            awaitPublished(home, large.events() / 3, run);
            peakAtKill = peakMegabytes(run);
            run.kill();
        }
        assertThat(RawTopics.count(home, "texts"))
                .as("events published before the kill")
                .isLessThan(large.events());
        long killed = System.nanoTime();
        AtomicLong peak = new AtomicLong();
        try (ChildProcess run = start(arguments)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                peak.accumulateAndGet(peakMegabytes(run), Math::max);
                return !run.isAlive();
            });
            assertThat(run.await()).as(run::output).isZero();
        }
        System.out.printf(
                "%d MB of %s in %s of heap: %d events, killed after %d s, finished after %d s more; peak RSS %d and %d MB%n",
                MEGABYTES,
                format.label(),
                HEAP,
                large.events(),
                Duration.ofNanos(killed - begun).toSeconds(),
                Duration.ofNanos(System.nanoTime() - killed).toSeconds(),
                peakAtKill,
                peak.get());

        assertThat(publishedTwice(home, large.events()))
                .as("events published twice")
                .isZero();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.value("SELECT string_agg(outcome || ' ' || events, ', ') FROM"
                            + " (SELECT outcome, sum(events) AS events FROM ledger GROUP BY outcome) AS counted"))
                    .isEqualTo("accepted " + large.events());
            assertThat(tables.value("SELECT min(number) || ' ' || max(number) || ' ' || count(*) FROM texts"))
                    .isEqualTo((large.events() - LargeFile.KEYS) + " " + (large.events() - 1) + " " + LargeFile.KEYS);
        }
    }

    private ChildProcess start(List<String> arguments) throws IOException {
        return WherryCommand.start(
                directory.resolve("output"),
                List.of("-Xmx" + HEAP, "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4", "-XX:+ExitOnOutOfMemoryError"),
                arguments);
    }

    /** Waits until so many events are in the raw topic. */
    private static void awaitPublished(Path home, long events, ChildProcess run) throws Exception {
        awaitTrue(run, () -> EmbeddedDatabase.hasRunOn(home));
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            // The topic exists by then.
            awaitTrue(run, () -> tables.eventsInLedger() > 0);
        }
        awaitTrue(run, () -> RawTopics.count(home, "texts") >= events);
    }

    private static void awaitTrue(ChildProcess run, Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> assertThat(run.isAlive()).as(run::output).isTrue())
                .until(condition);
    }

    /** The peak of the resident memory. */
    private static long peakMegabytes(ChildProcess run) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(run.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException exited) {
            return 0;
        }
    }

    /** Throws if an event is missing. */
    private static int publishedTwice(Path home, int events) {
        BitSet seen = new BitSet(events);
        AtomicInteger twice = new AtomicInteger();
        RawTopics.forEach(home, "texts", record -> {
            int number = LargeFile.number(record.value());
            twice.addAndGet(seen.get(number) ? 1 : 0);
            seen.set(number);
        });
        assertThat(events - seen.cardinality()).as("events lost").isZero();
        return twice.get();
    }

    private Path contracts() throws IOException {
        Path contracts = directory.resolve("contracts");
        write(contracts.resolve("feeds/texts.yaml"), """
                feed: texts
                files:
                  - {names: ["*.array"], format: array}
                  - {names: ["*.csv"], format: csv}
                finished: {quiet: 2s}
                """);
        write(contracts.resolve("text/contract.yaml"), """
                type: text
                feeds: [texts]
                match: all
                schema: schema.json
                key: [/id]
                version: [{from: /number, as: integer}]
                keep: latest
                table: texts
                columns:
                  id:      {from: /id, type: bigint}
                  number:  {from: /number, type: bigint}
                  version: {from: "@version", type: bytea}
                """);
        write(contracts.resolve("text/schema.json"), """
                {"type": "object", "required": ["id", "number", "text"], "properties":
                  {"id": {"type": "integer"}, "number": {"type": "integer"}, "text": {"type": "string", "minLength": 100}}}
                """);
        write(
                contracts.resolve("migrations/V1__texts.sql"),
                "CREATE TABLE texts (id bigint PRIMARY KEY, number bigint NOT NULL, version bytea NOT NULL);\n");
        return contracts;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
