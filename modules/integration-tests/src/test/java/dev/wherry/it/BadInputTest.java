package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.badinput.BadEvent;
import dev.wherry.testing.badinput.Corpus;
import dev.wherry.testing.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All bad input at once, through the whole pipeline. Each event gets its outcome, no log contains it, and the pipeline goes on. */
class BadInputTest {
    /** Nearly every event of the corpus contains one of these, or is written under a name that does. */
    private static final List<String> MARKS = List.of(
            "00060354-48ba-47d8-82e2",
            "DROP TABLE cards",
            "touch /tmp/x",
            "jndi:ldap",
            "ENTITY y",
            "n".repeat(100),
            "9".repeat(100));

    @TempDir
    Path directory;

    @Test
    void everyInputHasItsOutcomeAndTheLogsContainNoneOfIt() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        List<BadEvent> corpus = Corpus.events();
        HostileInbox hostile = HostileInbox.make(inbox.resolve("cards"), directory.resolve("outside"));
        try {
            for (BadEvent event : corpus) {
                Files.write(hostile.feed().resolve(event.outcome() + "-" + event.name()), event.bytes());
            }

            runOnce(inbox, home);

            try (WarehouseTables tables = WarehouseTables.of(home)) {
                assertThat(outcomes(tables, corpus)).isEqualTo(outcomes(corpus));
                assertThat(tables.column(
                                "SELECT id || ' ' || source_file FROM cards" + " WHERE id >= 910000 ORDER BY id"))
                        .isEqualTo(hostile.expectedRows());
                assertThat(tables.column("SELECT file || ' ' || full_size FROM quarantine WHERE full_size IS NOT NULL"
                                + " ORDER BY file"))
                        .isEqualTo(hostile.expectedOversize());
                assertThat(Long.parseLong(tables.value("SELECT sum(events) FROM ledger")))
                        .isEqualTo(corpus.size() + hostile.events());
            }
            hostile.assertNothingElseWasTouched();
            assertLogsContainNoEvent(home);

            HostileInbox.write(hostile.feed().resolve("afterwards.json"), 920_000);
            runOnce(inbox, home);

            try (WarehouseTables tables = WarehouseTables.of(home)) {
                assertThat(tables.value("SELECT source_file FROM cards WHERE id = 920000"))
                        .isEqualTo("cards/afterwards.json");
            }
        } finally {
            hostile.remove();
        }
    }

    /** Runs the pipeline in a separate process with verbose logging. */
    private void runOnce(Path inbox, Path home) throws IOException {
        Path output = directory.resolve("output");
        Path logging = Files.writeString(directory.resolve("log4j2.xml"), """
                <Configuration>
                  <Appenders>
                    <File name="file" fileName="${sys:wherry.log:-/dev/null}"><PatternLayout pattern="%p %c %msg%n%xThrowable"/></File>
                  </Appenders>
                  <Loggers>
                    <Root level="info"><AppenderRef ref="file"/></Root>
                    <Logger name="dev.wherry" level="trace"/>
                    <Logger name="org.apache.kafka.connect" level="debug"/>
                    <Logger name="org.apache.kafka.streams" level="debug"/>
                    <Logger name="org.flywaydb" level="debug"/>
                  </Loggers>
                </Configuration>
                """);
        List<String> arguments = List.of(WherryCommand.runOnceArguments(inbox, home, "--quiet-period=1s"));
        try (ChildProcess run =
                WherryCommand.start(output, List.of("-Dlog4j2.configurationFile=" + logging), arguments)) {
            // not everything could be read: a directory's path is too long for the system
            assertThat(run.await()).as(run::output).isEqualTo(3);
            assertThat(run.output())
                    .containsPattern("cannot be (listed|examined) \\(FileSystemException: File name too long");
        }
        assertContainsNoEvent(output);
    }

    private static Map<String, String> outcomes(List<BadEvent> corpus) {
        Map<String, String> outcomes = new TreeMap<>();
        corpus.forEach(
                event -> outcomes.put(file(event), event.isValid() ? BadEvent.VALID + event.id() : expected(event)));
        return outcomes;
    }

    /** The outcome of each event. For a quarantined event: the expected code if it is among the reasons, else all reasons. */
    private static Map<String, String> outcomes(WarehouseTables tables, List<BadEvent> corpus) throws Exception {
        Map<String, String> outcomes = new TreeMap<>();
        for (BadEvent event : corpus) {
            List<String> found = tables.column("SELECT '" + BadEvent.VALID + "' || id FROM cards WHERE source_file = '"
                    + file(event) + "' UNION ALL SELECT CASE WHEN reasons @> '[{\"code\": \"" + expected(event)
                    + "\"}]' THEN '" + expected(event) + "' ELSE reasons::text END FROM quarantine WHERE file = '"
                    + file(event) + "'");
            outcomes.put(file(event), String.join(" and ", found));
        }
        return outcomes;
    }

    /** The source removes a byte order mark, and then nothing is left of this file. */
    private static String expected(BadEvent event) {
        return event.name().equals("only-a-mark.json") ? "empty" : event.outcome();
    }

    private static String file(BadEvent event) {
        return "cards/" + event.outcome() + "-" + event.name();
    }

    private static void assertLogsContainNoEvent(Path home) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(home)) {
            logs = files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .filter(file -> !file.startsWith(home.resolve("kafka")))
                    .toList();
        }
        assertThat(logs.stream().anyMatch(log -> log.endsWith("logs/wherry.log")))
                .as(logs::toString)
                .isTrue();
        for (Path log : logs) {
            assertContainsNoEvent(log);
        }
    }

    private static void assertContainsNoEvent(Path log) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String read = line;
                assertThat(MARKS.stream().noneMatch(read::contains))
                        .as(() -> log + " contains an event: " + read)
                        .isTrue();
                assertThat(read)
                        .as(() -> log + " contains a forged line: " + read)
                        .doesNotStartWith(HostileInbox.FORGED);
            }
        }
    }
}
