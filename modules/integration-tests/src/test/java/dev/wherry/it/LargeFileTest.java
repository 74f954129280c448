package dev.wherry.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.cli.Wherry;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.JavaCommand;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process is killed in the midst of a file that is several times as large as its heap. Takes minutes, so it runs only by
 * hand: {@code -Dwherry.large.megabytes=10240 -Dwherry.large.heap=1g -Dwherry.large.event.bytes=65536}.
 */
@EnabledIfSystemProperty(named = "wherry.large.megabytes", matches = "\\d+")
class LargeFileTest {
    private static final long MEGABYTES = Long.getLong("wherry.large.megabytes", 768);
    private static final String HEAP = System.getProperty("wherry.large.heap", "256m");
    private static final int EVENT_BYTES = Integer.getInteger("wherry.large.event.bytes", 1024);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private Path inbox;
    private Path home;

    @BeforeEach
    void placeDirectories() {
        inbox = directory.resolve("inbox");
        home = directory.resolve("home");
    }

    /** Its events are in the raw topic in their order, each once. */
    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"ARRAY", "CSV"})
    void theSourceContinuesWhereItWasKilled(Format format) throws Exception {
        Path file = Path.of("texts", "large." + format.label());
        LargeFile large = write(format, inbox.resolve(file));
        List<String> arguments = SourceStage.arguments(home, inbox, contracts(), file);

        killAndRunAgain(SourceStage.class, arguments, large, run -> {
            awaitTrue(run, () -> run.output().contains(SourceStage.RUNNING));
            awaitPublished(large.events() / 3, run);
        });

        assertRaw(large);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"ARRAY", "CSV"})
    void aKillOfTheWholePipelineLosesNothingAndPublishesNothingTwice(Format format) throws Exception {
        LargeFile large = write(format, inbox.resolve("texts/large." + format.label()));
        List<String> arguments = new ArrayList<>(
                WherryCommand.pipelineOptions(inbox, home, "--contracts=" + contracts(), "--quiet-period=2s"));
        arguments.addAll(0, List.of("run", "--once"));

        killAndRunAgain(Wherry.class, arguments, large, run -> {
            awaitTrue(run, () -> EmbeddedDatabase.hasRunOn(home));
            try (WarehouseTables tables = WarehouseTables.of(home)) {
                // The raw topic exists by then.
                awaitTrue(run, () -> tables.eventsInLedger() > 0);
            }
            awaitPublished(large.events() / 3, run);
        });

        assertRaw(large);
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.value("SELECT string_agg(outcome || ' ' || events, ', ') FROM"
                            + " (SELECT outcome, sum(events) AS events FROM ledger GROUP BY outcome) AS counted"))
                    .isEqualTo("accepted " + large.events());
            assertThat(tables.value("SELECT min(number) || ' ' || max(number) || ' ' || count(*) FROM texts"))
                    .isEqualTo((large.events() - LargeFile.KEYS) + " " + (large.events() - 1) + " " + LargeFile.KEYS);
        }
    }

    private static LargeFile write(Format format, Path file) throws IOException {
        LargeFile large = new LargeFile(format, MEGABYTES << 20, EVENT_BYTES);
        Files.createDirectories(file.getParent());
        large.write(file);
        return large;
    }

    @FunctionalInterface
    private interface Wait {
        void until(ChildProcess run) throws Exception;
    }

    /** Starts the program, kills it once it has come far enough, starts it again and waits for its end. */
    private void killAndRunAgain(Class<?> program, List<String> arguments, LargeFile large, Wait farEnough)
            throws Exception {
        long begun = System.nanoTime();
        long peakAtKill;
        try (ChildProcess run = start(program, arguments)) {
            farEnough.until(run);
            peakAtKill = peakMegabytes(run);
            run.kill();
        }
        long published = RawTopics.count(home, "texts");
        assertThat(published).as("events published before the kill").isLessThan(large.events());
        long killed = System.nanoTime();
        AtomicLong peak = new AtomicLong();
        try (ChildProcess run = start(program, arguments)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                peak.accumulateAndGet(peakMegabytes(run), Math::max);
                return !run.isAlive();
            });
            assertThat(run.await()).as(run::output).isZero();
        }
        System.out.printf(
                "%s, %d MB, %s of heap: %d events, killed after %d s and about %d events, finished after %d s more;"
                        + " peak RSS %d and %d MB%n",
                program.getSimpleName(),
                MEGABYTES,
                HEAP,
                large.events(),
                Duration.ofNanos(killed - begun).toSeconds(),
                published,
                Duration.ofNanos(System.nanoTime() - killed).toSeconds(),
                peakAtKill,
                peak.get());
    }

    /** With the options of {@code ./wherry}. */
    private ChildProcess start(Class<?> program, List<String> arguments) throws IOException {
        return ChildProcess.start(
                directory.resolve("output"),
                JavaCommand.of(
                        List.of("-Xmx" + HEAP, "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"),
                        program.getName(),
                        arguments));
    }

    /** Waits until so many events are in the raw topic. */
    private void awaitPublished(long events, ChildProcess run) {
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

    /** All events of a file are in one partition, each exactly once, in their order, with the place in the file. */
    private void assertRaw(LargeFile large) {
        AtomicInteger number = new AtomicInteger();
        AtomicLong offset = new AtomicLong(large.firstOffset());
        RawTopics.forEach(home, "texts", record -> {
            int expected = number.getAndIncrement();
            if (LargeFile.number(record.value()) != expected || offset(record) != offset.get()) {
                throw new AssertionError("Event %d at %d is published in the place of event %d at %d"
                        .formatted(LargeFile.number(record.value()), offset(record), expected, offset.get()));
            }
            offset.addAndGet(large.length(expected));
        });
        assertThat(number.get()).as("events published").isEqualTo(large.events());
    }

    private static long offset(ConsumerRecord<byte[], byte[]> event) {
        return Long.parseLong(
                new String(event.headers().lastHeader(Headers.OFFSET).value(), US_ASCII));
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
