package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Extra;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.contracts.warehouse.WarehouseSchemaException;
import dev.wherry.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseQueriesTest {
    private static final Path CONTRACTS = Path.of("../../contracts");

    @TempDir
    Path directory;

    @Test
    void countsTablesNamedByReservedWords() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            for (String table : List.of("order", "user")) {
                create(database, table);

                assertThat(warehouse.rows(contract(table).table())).as(table).isEqualTo(2);
            }
        }
    }

    @Test
    void countsOnlyRejectedRowsThatHaveNotGotInSince() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            assertThat(warehouse.rejected(contract("card").tables().get(0)))
                    .as("without a table")
                    .isZero();
            execute(database, "CREATE TABLE quarantine (topic text, key text, resolved_at timestamptz, reasons jsonb)");
            execute(
                    database,
                    "INSERT INTO quarantine VALUES ('state.card', '1', NULL), ('state.card', '1', NULL),"
                            + " ('state.card', '2', now()), ('invalid.cards', '3', NULL)");

            assertThat(warehouse.rejected(contract("card").tables().get(0))).isEqualTo(1);
        }
    }

    @Test
    void countsTheEventsOfAnEventTable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            Contract visit = contract("visit", Keep.EVERY, "visits");
            assertThat(warehouse.acceptedEvents(visit)).as("without a table").isZero();
            execute(database, """
                    CREATE TABLE ledger_counts (feed text, outcome text, part text, events bigint);
                    INSERT INTO ledger_counts VALUES ('a', 'accepted', 'append-visit-0', 10), ('b', 'accepted', 'append-visit-1', 5),
                        ('a', 'accepted', 'sink-visit-0', -3), ('a', 'duplicate', 'sink-visit-0', 3),
                        ('a', 'accepted', 'append-visit-2-0', 70), ('a', 'accepted', 'keep-visit-0', 100);
                    CREATE TABLE quarantine (topic text, key text, resolved_at timestamptz, reasons jsonb);
                    INSERT INTO quarantine VALUES ('events.visit', '1', NULL, '[{"code": "sqlstate_23503"}]'),
                        ('events.visit', '1', NULL, '[{"code": "sqlstate_23503"}]'),
                        ('events.visit', '2', NULL, '[{"code": "key_conflict"}]'),
                        ('events.visit', '3', now(), '[{"code": "sqlstate_23503"}]');
                    """);

            assertThat(warehouse.acceptedEvents(visit)).isEqualTo(12);
            assertThat(warehouse.rejected(visit.tables().get(0))).isEqualTo(2);
        }
    }

    @Test
    void countsTheEventsOfATypeWithAHistory() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            execute(database, """
                    CREATE TABLE ledger_counts (feed text, outcome text, part text, events bigint);
                    INSERT INTO ledger_counts VALUES ('a', 'accepted', 'keep-card-0', 10), ('b', 'superseded', 'keep-card-1', 5),
                        ('a', 'duplicate', 'keep-card-0', 2), ('a', 'accepted', 'keep-card-2-0', 70),
                        ('a', 'invalid', 'validate-a-0', 100);
                    """);

            assertThat(warehouse.validEvents(contract("card"))).isEqualTo(17);
        }
    }

    @Test
    void countsTheTablesOfTheSchemaThatHoldsTheOffsets() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            execute(database, """
                    CREATE SCHEMA warehouse; CREATE TABLE warehouse.cards AS VALUES (1), (2), (3);
                    CREATE TABLE warehouse.wherry_offsets (topic text);
                    INSERT INTO warehouse.wherry_offsets VALUES ('state.card'); CREATE SCHEMA dwh; CREATE TABLE cards ();
                    """);
            for (String parameters : List.of("", "?currentSchema=warehouse")) {
                try (WarehouseQueries warehouse = queries(database, parameters)) {
                    assertThat(warehouse.rows(contract("cards").table())).isEqualTo(3);
                }
            }
            try (WarehouseQueries elsewhere = queries(database, "?currentSchema=dwh")) {
                assertThatThrownBy(() -> elsewhere.rows(contract("cards").table()))
                        .isInstanceOf(WarehouseSchemaException.class)
                        .hasMessageContaining("schema warehouse holds the warehouse");
            }
        }
    }

    @Test
    void knowsWhichContractsRowsDoNotFollow() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            assertThat(warehouse.contractProblems()).as("without a table").isEmpty();
            execute(database, "CREATE TABLE wherry_contracts (type text, definition text)");
            assertThat(warehouse.contractProblems()).as("without a record").isEmpty();
            execute(
                    database,
                    "INSERT INTO wherry_contracts VALUES ('card', '%s'), ('user', '%s')"
                            .formatted(
                                    recorded("card"),
                                    recorded("user")
                                            .replace("\"/payload/name\"", "\"/payload/title\"")
                                            .replace("\"address\":", "\"former_address\":")));

            assertThat(warehouse.contractProblems())
                    .as("a new column is no problem")
                    .containsExactly(
                            "/columns/name of the contract user has changed after rows had been written: they follow the"
                                    + " former contract until `wherry rebuild user`.");
        }
    }

    @Test
    void looksForTheSchemaAgainUntilTheSinkHasCreatedTheTables() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                WarehouseQueries warehouse = queries(database, "")) {
            assertThat(warehouse.rows(contract("cards").table())).isZero();

            execute(database, """
                    CREATE SCHEMA warehouse; CREATE TABLE warehouse.cards AS VALUES (1), (2), (3);
                    CREATE TABLE warehouse.wherry_offsets (topic text);
                    """);

            assertThat(warehouse.rows(contract("cards").table())).isEqualTo(3);
        }
    }

    private static String recorded(String type) {
        Catalog catalog = Catalog.load(CONTRACTS);
        return catalog.contracts().stream()
                .filter(contract -> contract.type().equals(type))
                .map(contract ->
                        RecordedContract.built(catalog.definition(contract)).text())
                .findFirst()
                .orElseThrow();
    }

    private static WarehouseQueries queries(EmbeddedDatabase database, String parameters) {
        return new WarehouseQueries(
                database.jdbcUrl() + parameters,
                EmbeddedDatabase.USER,
                EmbeddedDatabase.PASSWORD,
                Catalog.load(CONTRACTS));
    }

    private static void create(EmbeddedDatabase database, String table) throws Exception {
        execute(database, "CREATE TABLE \"%1$s\" (id bigint); INSERT INTO \"%1$s\" VALUES (1), (2)".formatted(table));
    }

    private static void execute(EmbeddedDatabase database, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Contract contract(String table) {
        return contract(table, Keep.LATEST, table);
    }

    private static Contract contract(String type, Keep keep, String table) {
        return new Contract(
                type,
                List.of("feed"),
                keep,
                List.of(),
                TableName.of(table),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Extra.IGNORE,
                Optional.empty());
    }
}
