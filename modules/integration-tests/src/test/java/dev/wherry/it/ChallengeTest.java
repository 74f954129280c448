package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.FaultConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The challenge from end to end: from the services' files to the tables of the warehouse. */
class ChallengeTest {
    @TempDir
    Path directory;

    @Test
    void tablesHoldTheLastStateAndTheQuarantineEveryInvalidEventWithItsReason() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents written = ChallengeEvents.write(inbox, 1, 1_200, FaultConfig.NONE);

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("The books balance.");
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.differences(written.users())).isEmpty();
            assertThat(tables.differences(written.cards())).isEmpty();
            assertThat(written.cards().counts().invalid()).isGreaterThan(0);
            assertThat(tables.count("quarantine WHERE feed = 'cards' AND reasons->0->>'pointer' = '/payload/user_id'"
                            + " AND reasons->0->>'code' = 'required'"))
                    .isEqualTo(written.cards().counts().invalid());
            assertThat(tables.value("SELECT sum(events) FROM ledger")).isEqualTo(String.valueOf(written.events()));
            assertThat(tables.count("cards_versions WHERE valid_to IS NULL")).isEqualTo(tables.count("cards"));
            assertThat(tables.column("SELECT id FROM (SELECT id, event_id, updated_at FROM cards EXCEPT"
                            + " SELECT id, event_id, valid_from FROM cards_versions WHERE valid_to IS NULL) AS other"))
                    .isEmpty();
            assertThat(tables.count("cards_versions WHERE valid_to < valid_from"))
                    .isZero();
            assertThat(tables.count("cards_history")).isGreaterThan(tables.count("cards"));
        }
        try (Stream<Path> left = Files.list(inbox.resolve("cards"))) {
            assertThat(left.map(file -> file.getFileName().toString()).toList()).isEqualTo(List.of("__id_counter"));
        }
    }

    @Test
    void aSecondRunOnTheSameHomeContinuesWhereTheFirstOneEnded() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents first = ChallengeEvents.write(inbox, 1, 200, FaultConfig.NONE);
        assertThat(WherryCommand.run(WherryCommand.runOnceArguments(inbox, home))
                        .exitCode())
                .isZero();

        ChallengeEvents second = ChallengeEvents.write(inbox, 2, 200, FaultConfig.NONE);
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            // a user is kept as its first event has it, so the second run changes none
            assertThat(tables.differences(first.users())).isEmpty();
            assertThat(tables.value("SELECT sum(events) FROM ledger"))
                    .isEqualTo(String.valueOf(first.events() + second.events()));
            assertThat(tables.value("SELECT sum(events) FROM ledger WHERE feed = 'users' AND outcome = 'superseded'"))
                    .isEqualTo("1000");
        }
    }

    @Test
    void reportsBooksThatDoNotBalanceAndATableThatIsWrong() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents written = ChallengeEvents.write(inbox, 1, 20, FaultConfig.NONE);
        Path truth = directory.resolve("users.csv");
        written.users().save(truth);
        assertThat(WherryCommand.run(WherryCommand.runOnceArguments(inbox, home))
                        .exitCode())
                .isZero();
        assertThat(WherryCommand.run("truth", "--home=" + home, truth.toString())
                        .exitCode())
                .isZero();

        WherryCommand.run("sql", "--home=" + home, "DELETE FROM users WHERE id = 7");

        WherryCommand compared = WherryCommand.run("truth", "--home=" + home, truth.toString());
        assertThat(compared.exitCode()).as(compared.out()).isEqualTo(3);
        assertThat(compared.out()).contains("users 7 is missing");
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(3);
        assertThat(run.out()).contains("1000 keys in state.user, but 999 rows");
    }
}
