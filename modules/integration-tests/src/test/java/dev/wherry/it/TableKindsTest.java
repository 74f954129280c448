package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.FaultConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run, books, audit and rebuild on the kinds of tables that the sink accepts beside ordinary ones. */
class TableKindsTest {
    private static final String MIGRATION = """
            DROP VIEW orphan_cards;

            ALTER TABLE users RENAME TO ordinary_users;
            CREATE TABLE users (LIKE ordinary_users INCLUDING ALL) PARTITION BY HASH (id);
            CREATE TABLE users_even PARTITION OF users FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE users_odd PARTITION OF users FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            DROP TABLE ordinary_users;
            CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            ALTER TABLE users ALTER name TYPE text COLLATE caseless;

            CREATE DOMAIN person AS bigint CHECK (value >= 0);
            ALTER TABLE cards SET UNLOGGED;
            ALTER TABLE cards DROP CONSTRAINT cards_pkey, ADD PRIMARY KEY (id) INCLUDE (user_id);
            ALTER TABLE cards ALTER user_id TYPE person, ADD number bigint GENERATED ALWAYS AS IDENTITY,
                ADD label text GENERATED ALWAYS AS (created_by_name || ' ' || id) STORED;
            CREATE FUNCTION observe() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER observe BEFORE INSERT OR UPDATE ON cards FOR EACH ROW EXECUTE FUNCTION observe();
            """;

    @TempDir
    Path directory;

    @Test
    void theyBalanceAndCanBeRebuilt() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        Path contracts = directory.resolve("contracts");
        DirectoryCopy.copy(WherryCommand.SHIPPED_CONTRACTS, contracts);
        Files.writeString(contracts.resolve("migrations/V2__kinds.sql"), MIGRATION);
        ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);

        assertSucceeds(WherryCommand.runOnceArguments(inbox, home, "--contracts=" + contracts));

        assertSucceeds("audit", "--home=" + home, "--contracts=" + contracts);
        assertThat(assertSucceeds("rebuild", "--home=" + home, "--contracts=" + contracts))
                .doesNotContain("not as before");
    }

    private static String assertSucceeds(String... arguments) {
        WherryCommand command = WherryCommand.run(arguments);
        assertThat(command.exitCode()).as(command.err() + command.out()).isZero();
        return command.out();
    }
}
