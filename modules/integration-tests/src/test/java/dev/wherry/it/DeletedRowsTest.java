package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that delete rows, through a run, an audit and a rebuild. */
class DeletedRowsTest {
    private PipelineDirectory pipeline;

    @BeforeEach
    void use(@TempDir Path directory) {
        pipeline = new PipelineDirectory(directory);
    }

    @Test
    void deletionsReachTheTablesAndTheBooksBalance() throws Exception {
        writeContracts();
        event(1, "{\"type\": \"pet\", \"id\": 1, \"n\": 1, \"name\": \"Rex\"}");
        event(2, "{\"type\": \"pet\", \"id\": 2, \"n\": 1, \"name\": \"Tom\"}");
        event(3, "{\"type\": \"pet\", \"id\": 2, \"n\": 2, \"gone\": true}");
        event(4, "{\"type\": \"pet\", \"id\": 3, \"n\": 5, \"gone\": true}");
        event(5, "{\"type\": \"pet\", \"id\": 3, \"n\": 4, \"name\": \"late\"}");
        event(6, "{\"type\": \"pet\", \"id\": 4, \"n\": 1, \"gone\": true}");
        event(7, "{\"type\": \"pet\", \"id\": 4, \"n\": 2, \"name\": \"again\"}");
        event(8, "{\"type\": \"toy\", \"id\": 1, \"n\": 1, \"pet\": 1}");

        assertBalances(pipeline.runOnce());
        assertBalances(pipeline.command("audit"));

        assertThat(pipeline.column("SELECT id FROM pets ORDER BY id")).containsExactly("1", "4");
        assertThat(pipeline.column("SELECT sum(events) FROM ledger WHERE outcome IN ('accepted', 'superseded')"))
                .containsExactly("8");

        // the toy holds the row of its pet
        event(9, "{\"type\": \"pet\", \"id\": 1, \"n\": 2, \"gone\": true}");
        WherryCommand refused = pipeline.runOnce();
        WherryCommand audit = pipeline.command("audit");

        assertThat(refused.exitCode()).as(refused.err() + refused.out()).isEqualTo(3);
        assertThat(refused.out())
                .contains("PostgreSQL rejected 1 row of the table pets")
                .doesNotContain("The books do not balance");
        assertThat(audit.exitCode()).as(audit.err() + audit.out()).isZero();
        assertThat(audit.out()).contains("1 keys have a last event that PostgreSQL rejected.");
        assertThat(pipeline.column("SELECT id FROM pets ORDER BY id")).containsExactly("1", "4");

        event(10, "{\"type\": \"toy\", \"id\": 1, \"n\": 2, \"gone\": true}");

        assertBalances(pipeline.runOnce());
        assertBalances(pipeline.command("audit"));
        WherryCommand rebuilt = pipeline.command("rebuild");
        assertBalances(rebuilt);
        assertThat(rebuilt.out()).doesNotContain("not as before");
        assertThat(pipeline.column("SELECT id FROM pets UNION ALL SELECT id FROM toys"))
                .containsExactly("4");

        assertBalances(pipeline.command("erase", "pet", "3", "--yes"));
        assertBalances(pipeline.command("audit"));
        auditTellsWhatWasNotDeleted();
    }

    private void auditTellsWhatWasNotDeleted() throws Exception {
        try (OfflineHome home = OfflineHome.attach(pipeline.home(), pipeline.contracts())) {
            home.sql("INSERT INTO pets VALUES (2, 'Tom', '')");
            home.produce("state.pet", null, "2".getBytes(UTF_8), "{}".getBytes(UTF_8), Headers.FEED, "pets");

            assertThat(home.differencesIn("table pets"))
                    .containsExactly("table pets, key 2: expected no row for this key, found a row");
            assertThat(home.differencesIn("state.pet"))
                    .singleElement()
                    .asString()
                    .startsWith("state.pet, key 2: expected the tombstone of the event of pets/3.json at offset 0")
                    .contains("the event's bytes, the version");
        }
    }

    private void writeContracts() throws IOException {
        Path contracts = pipeline.contracts();
        for (String type : List.of("pet", "toy")) {
            Path contract = Files.createDirectories(contracts.resolve(type));
            Files.writeString(contract.resolve("schema.json"), "{\"type\": \"object\", \"required\": [\"id\", \"n\"]}");
            Files.writeString(contract.resolve("contract.yaml"), """
                    type: %1$s
                    feeds: [pets]
                    match: {/type: %1$s}
                    delete: {/gone: true}
                    schema: schema.json
                    key: [/id]
                    version: [{from: /n, as: integer}]
                    keep: latest
                    table: %1$ss
                    columns:
                      id:      {from: /id, type: bigint}
                      %2$s
                      version: {from: "@version", type: bytea}
                    """.formatted(
                    type,
                    type.equals("pet") ? "name:    {from: /name, type: text}" : "pet:     {from: /pet, type: bigint}"));
        }
        Path migrations = Files.createDirectories(contracts.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__pets.sql"), """
                CREATE TABLE pets (id bigint PRIMARY KEY, name text NOT NULL, version bytea NOT NULL);
                CREATE TABLE toys (id bigint PRIMARY KEY, pet bigint REFERENCES pets, version bytea NOT NULL);
                """);
    }

    private void event(int number, String json) throws IOException {
        Path file = pipeline.inbox().resolve("pets").resolve(number + ".json");
        Files.createDirectories(file.getParent());
        Files.write(file, json.getBytes(UTF_8));
    }

    private static void assertBalances(WherryCommand command) {
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
    }
}
