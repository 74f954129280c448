package dev.wherry.sink.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.OrderRecords;
import dev.wherry.sink.SharedPostgres;
import dev.wherry.sink.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The differences between a contract's children and their tables. */
class ChildTableDifferencesTest {
    private final TestDatabase database = SharedPostgres.newDatabase();

    @BeforeEach
    void migrate() throws SQLException, IOException {
        database.execute(Files.readString(OrderRecords.CONTRACTS.resolve("migrations/V1__orders.sql")));
    }

    @Test
    void acceptsTheTables() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE sales.order_tags | it does not exist",
                "ALTER TABLE order_lines DROP COLUMN amount | column amount is missing; the contract declares integer",
                "ALTER TABLE order_lines ALTER amount TYPE bigint | column amount is bigint; the contract declares integer",
                "ALTER TABLE order_lines ADD remark text NOT NULL | column remark is NOT NULL without a default",
                "ALTER TABLE sales.order_tags DROP CONSTRAINT order_tags_pkey | it has no primary key; the contract's key is"
                        + " (order_id, shop, place)",
                "ALTER TABLE sales.order_tags DROP CONSTRAINT order_tags_pkey, ADD PRIMARY KEY (shop, order_id) | the primary"
                        + " key is (shop, order_id); the contract's key is (order_id, shop, place)",
                "ALTER TABLE sales.order_tags DROP CONSTRAINT order_tags_pkey, ADD PRIMARY KEY (place, shop, order_id) | the"
                        + " primary key is (place, shop, order_id); it must begin with the columns of the parent's key, by"
                        + " which the sink finds rows. ALTER TABLE sales.order_tags DROP CONSTRAINT \"order_tags_pkey\", ADD"
                        + " PRIMARY KEY (\"order_id\", \"shop\", \"place\")",
                "CREATE RULE lose AS ON INSERT TO order_lines DO INSTEAD NOTHING | it has rules on INSERT or UPDATE",
            })
    void saysWhatDiffers(String change, String difference) throws SQLException {
        database.execute(change);

        WarehouseSetupException refused = catchThrowableOfType(WarehouseSetupException.class, this::check);

        assertThat(refused).hasMessageContaining(difference).hasMessageContaining("order/contract.yaml");
    }

    private void check() throws SQLException {
        try (Connection connection = database.connect()) {
            ContractCheck.check(connection, new WarehouseSchema("public"), OrderRecords.CATALOG);
        }
    }
}
