package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.ServiceLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every kind of table of {@code table-kinds.yaml} through a run, an audit and a rebuild. A kind that stores what the sink
 * writes balances; for every other kind, the audit says what differs, before and after a rebuild.
 */
class AuditedTableKindsTest {
    private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();
    private static final List<String> CODES = List.of("a", "B", "é", "z");

    @TempDir
    Path directory;

    /**
     * @param ddl creates the table
     * @param told patterns of what the audit says about the table
     * @param rejects whether the sink finds one of the rows rejected
     * @param change a change by hand
     * @param crash whether PostgreSQL crashes instead
     * @param afterwards patterns of what the audit says after the change
     */
    record Kind(
            String kind,
            String ddl,
            List<String> told,
            boolean rejects,
            String change,
            boolean crash,
            List<String> afterwards) {
        Kind {
            told = told == null ? List.of() : List.copyOf(told);
            afterwards = afterwards == null ? List.of() : List.copyOf(afterwards);
        }

        boolean balances() {
            return told.isEmpty() && !rejects;
        }

        String table() {
            return "table_" + kind;
        }

        String resolve(String text) {
            return text.replace("{table}", table());
        }
    }

    private static List<Kind> kinds() throws IOException {
        return List.of(
                YAML.readValue(Path.of("src/test/resources/table-kinds.yaml").toFile(), Kind[].class));
    }

    @Test
    void tablesThatStoreWhatIsWrittenBalance() throws Exception {
        List<Kind> kinds = kinds().stream().filter(Kind::balances).toList();
        prepare(kinds);

        WherryCommand run = run();
        WherryCommand audit = command("audit");
        WherryCommand rebuild = command("rebuild");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(audit.out()).endsWith("The books balance.\n");
        assertThat(rebuild.exitCode()).as(rebuild.err() + rebuild.out()).isZero();
        assertThat(rebuild.out()).endsWith("The books balance.\n").doesNotContain("not as before");
        for (Kind kind : kinds) {
            assertThat(rebuild.out()).contains("table " + kind.table());
        }

        change(kinds);

        assertTold(kinds, command("audit"), true);
    }

    @Test
    void tablesThatStoreSomethingElseAreReported() throws Exception {
        List<Kind> kinds = kinds().stream().filter(kind -> !kind.balances()).toList();
        prepare(kinds);

        run();
        WherryCommand audit = command("audit");
        WherryCommand rebuild = command("rebuild");

        assertTold(kinds, audit, false);
        assertTold(kinds, rebuild, false);
        assertThat(audit.out()).contains("1 keys have a last event that PostgreSQL rejected.");
        assertThat(rebuild.out())
                .doesNotContain("not as before")
                .contains("PostgreSQL rejected 1 row of the table table_dropping_trigger");
    }

    private void prepare(List<Kind> kinds) throws IOException {
        Path migrations = Files.createDirectories(directory.resolve("contracts/migrations"));
        Path events = Files.createDirectories(directory.resolve("inbox/things"));
        for (int i = 0; i < kinds.size(); i++) {
            Kind kind = kinds.get(i);
            Path contract = Files.createDirectory(directory.resolve("contracts").resolve(kind.kind()));
            Files.writeString(contract.resolve("schema.json"), "{\"type\": \"object\"}");
            Files.writeString(contract.resolve("contract.yaml"), """
                    type: %s
                    feeds: [things]
                    match: {/type: %s}
                    schema: schema.json
                    key: [/code]
                    version: [{from: /at, as: integer}]
                    keep: latest
                    table: %s
                    columns:
                      code:      {from: /code, type: text}
                      note:      {from: /note, type: text}
                      tags:      {from: /tags, type: "text[]"}
                      amount:    {from: /amount, type: numeric}
                      version:   {from: "@version", type: bytea}
                      loaded_at: {from: "@loaded", type: timestamptz}
                    """.formatted(kind.kind(), kind.kind(), kind.table()));
            Files.writeString(
                    migrations.resolve("V" + (i + 1) + "__" + kind.kind() + ".sql"), kind.resolve(kind.ddl()));
            Files.writeString(
                    events.resolve(kind.kind() + ".ndjson"),
                    CODES.stream()
                            .map(code -> event(kind, code, 1) + event(kind, code, 2))
                            .collect(Collectors.joining()));
        }
    }

    private static String event(Kind kind, String code, int at) {
        return """
                {"type": "%s", "code": "%s", "note": "note %d", "tags": ["red", "green"], "amount": %d.50, "at": %d}
                """.formatted(kind.kind(), code, at, at, at);
    }

    private void change(List<Kind> kinds) throws Exception {
        try (OfflineHome home = OfflineHome.attach(directory.resolve("home"), directory.resolve("contracts"))) {
            for (Kind kind : kinds) {
                if (kind.change() != null) {
                    home.sql(kind.resolve(kind.change()));
                }
            }
        }
        if (kinds.stream().anyMatch(Kind::crash)) {
            crashDatabase();
        }
    }

    private void crashDatabase() throws Exception {
        Path home = directory.resolve("home");
        try (ServiceLease running = EmbeddedDatabase.attach(home)) {
            String file = Files.readString(home.resolve("postgres/data/postmaster.pid"));
            long postmaster = Long.parseLong(file.lines().findFirst().orElseThrow());
            ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
            server.destroyForcibly();
            server.onExit().get();
        }
    }

    private WherryCommand run() {
        return WherryCommand.run(WherryCommand.runOnceArguments(
                directory.resolve("inbox"),
                directory.resolve("home"),
                "--contracts=" + directory.resolve("contracts")));
    }

    private WherryCommand command(String name) {
        return WherryCommand.run(
                name, "--home=" + directory.resolve("home"), "--contracts=" + directory.resolve("contracts"));
    }

    private static void assertTold(List<Kind> kinds, WherryCommand command, boolean afterwards) {
        assertThat(command.exitCode()).as(command.err() + command.out()).isEqualTo(3);
        for (Kind kind : kinds) {
            List<String> patterns = (afterwards ? kind.afterwards() : kind.told())
                    .stream().map(kind::resolve).toList();
            List<String> sentences = command.out()
                    .lines()
                    .filter(line -> line.startsWith("table " + kind.table() + ","))
                    .toList();
            assertThat(sentences)
                    .as(kind.kind() + "\n" + command.err() + command.out())
                    .allMatch(sentence -> patterns.stream().anyMatch(sentence::matches));
            assertThat(patterns).as(kind.kind() + "\n" + command.out()).allMatch(pattern -> sentences.stream()
                    .anyMatch(sentence -> sentence.matches(pattern)));
        }
    }
}
