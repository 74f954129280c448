package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.generator.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the challenge asks for, from its services' files to the warehouse's tables. */
class ChallengeTest {
    @TempDir
    Path directory;

    @Test
    void the_tables_hold_the_last_state_and_the_quarantine_every_bad_event_with_its_reason() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents written = ChallengeEvents.write(inbox, 1, 1_200, Faults.NONE);

        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));

        assertEquals(0, run.exitCode(), run.err() + run.out());
        assertTrue(run.out().contains("The books balance."), run.out());
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertEquals(List.of(), tables.differences(written.users()));
            assertEquals(List.of(), tables.differences(written.cards()));
            assertTrue(written.cards().counts().invalid() > 0);
            assertEquals(
                    written.cards().counts().invalid(),
                    tables.count("quarantine WHERE feed = 'cards' AND reasons->0->>'pointer' = '/payload/user_id'"
                            + " AND reasons->0->>'code' = 'required'"));
            assertEquals(String.valueOf(written.events()), tables.one("SELECT sum(events) FROM ledger"));
        }
        try (Stream<Path> left = Files.list(inbox.resolve("cards"))) {
            assertEquals(
                    List.of("__id_counter"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void a_second_run_on_the_same_home_goes_on_where_the_first_one_ended() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents first = ChallengeEvents.write(inbox, 1, 200, Faults.NONE);
        assertEquals(
                0,
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home)).exitCode());

        ChallengeEvents second = ChallengeEvents.write(inbox, 2, 200, Faults.NONE);
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));

        assertEquals(0, run.exitCode(), run.err() + run.out());
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            // the users of the first run came first, whatever the second said of them
            assertEquals(List.of(), tables.differences(first.users()));
            assertEquals(
                    String.valueOf(first.events() + second.events()), tables.one("SELECT sum(events) FROM ledger"));
            assertEquals(
                    "1000",
                    tables.one("SELECT sum(events) FROM ledger WHERE feed = 'users' AND outcome = 'superseded'"));
        }
    }

    @Test
    void books_that_do_not_balance_are_named_and_so_is_a_table_that_is_not_true() throws Exception {
        Path inbox = directory.resolve("inbox");
        Path home = directory.resolve("home");
        ChallengeEvents written = ChallengeEvents.write(inbox, 1, 20, Faults.NONE);
        Path truth = directory.resolve("users.csv");
        written.users().save(truth);
        assertEquals(
                0,
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home)).exitCode());
        assertEquals(
                0,
                WherryCommand.run("truth", "--home=" + home, truth.toString()).exitCode());

        WherryCommand.run("sql", "--home=" + home, "DELETE FROM users WHERE id = 7");

        WherryCommand compared = WherryCommand.run("truth", "--home=" + home, truth.toString());
        assertEquals(3, compared.exitCode(), compared.out());
        assertTrue(compared.out().contains("users 7 is missing"), compared.out());
        WherryCommand run = WherryCommand.run(WherryCommand.runOnceArguments(inbox, home));
        assertEquals(3, run.exitCode(), run.err() + run.out());
        assertTrue(run.out().contains("1000 keys in state.user, but 999 rows"), run.out());
    }
}
