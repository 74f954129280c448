package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    Path home;

    @Test
    void storesDurablyInUtf8AndUtc() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase asked = TestDatabase.at(database.jdbcUrl());

            assertEquals("on", asked.query("SHOW fsync"));
            assertEquals("on", asked.query("SHOW full_page_writes"));
            assertEquals("on", asked.query("SHOW synchronous_commit"));
            assertEquals("UTF8", asked.query("SHOW server_encoding"));
            assertEquals("UTC", asked.query("SELECT reset_val FROM pg_settings WHERE name = 'log_timezone'"));
            assertEquals("127.0.0.1", asked.query("SHOW listen_addresses"));
        }
    }

    @Test
    void itsUserIsNoSuperuserAndNobodyGetsInWithoutAPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertEquals("off", TestDatabase.at(database.jdbcUrl()).query("SHOW is_superuser"));
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(database.jdbcUrl(), DatabaseDirectory.SUPERUSER, "postgres"));
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(database.jdbcUrl(), EmbeddedDatabase.USER, "wrong"));
        }
    }

    @Test
    void itsLogHoldsNoValuesOfRefusedRows() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase asked = TestDatabase.at(database.jdbcUrl());
            asked.execute("CREATE TABLE people (name text PRIMARY KEY)");
            asked.execute("INSERT INTO people VALUES ('secret')");

            assertThrows(SQLException.class, () -> asked.execute("INSERT INTO people VALUES ('secret')"));

            String log = Files.readString(home.resolve("postgres/server.log"));
            assertTrue(log.contains("people_pkey"), log);
            assertFalse(log.contains("secret"), log);
        }
    }

    @Test
    void goesOnWithItsDataOnItsPortAfterAStop() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase asked = TestDatabase.at(database.jdbcUrl());
            asked.execute("CREATE TABLE kept AS SELECT 7 AS x");
            try (Connection open = asked.connect()) {
                database.stop();
                database.stop();

                assertFalse(open.isValid(1));
            }
            assertThrows(SQLException.class, () -> asked.query("SELECT 1"));

            database.startAgain();
            database.startAgain();

            assertEquals("7", asked.query("SELECT x FROM kept"));
        }
    }

    @Test
    void keepsDataAndPortBetweenStarts() throws Exception {
        int port;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase.at(database.jdbcUrl()).execute("CREATE TABLE kept AS SELECT 7 AS x");
            port = database.port();
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertEquals(port, database.port());
            assertEquals("7", TestDatabase.at(database.jdbcUrl()).query("SELECT x FROM kept"));
        }
    }

    @Test
    void anAttachmentStartsTheServerForItselfAlone() throws Exception {
        EmbeddedDatabase.start(home, 0).close();

        String url;
        try (Attachment attached = EmbeddedDatabase.attach(home)) {
            url = attached.address();
            assertEquals("1", TestDatabase.at(url).query("SELECT 1"));
        }

        assertThrows(SQLException.class, () -> TestDatabase.at(url).query("SELECT 1"));
    }

    @Test
    void twoAttachmentsDoNotCutEachOtherOff() throws Exception {
        EmbeddedDatabase.start(home, 0).close();

        Attachment first = EmbeddedDatabase.attach(home);
        try (Attachment second = EmbeddedDatabase.attach(home);
                Connection connection = TestDatabase.at(second.address()).connect()) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
            assertTrue(connection.createStatement().execute("SELECT pg_sleep(0.5)"));
            connection.close();
            closing.join();
        }
    }

    @Test
    void aHomeThatNeverRanHoldsNoTables() {
        ServiceException failure = assertThrows(ServiceException.class, () -> EmbeddedDatabase.attach(home));

        assertEquals(
                "The home " + home
                        + " holds no tables yet: run the pipeline on it first, or name the home that it ran on.",
                failure.getMessage());
    }

    @Test
    void aTakenPortIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServiceException failure =
                    assertThrows(ServiceException.class, () -> EmbeddedDatabase.start(home, taken.getLocalPort()));

            assertEquals(
                    "Port " + taken.getLocalPort() + " of 127.0.0.1, on which PostgreSQL is to listen, is taken: end"
                            + " the program that holds it, or choose another port.",
                    failure.getMessage());
        }
        EmbeddedDatabase.start(home, 0).close();
    }

    @Test
    void aHomeInUseIsSaid() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            ServiceException failure = assertThrows(ServiceException.class, () -> EmbeddedDatabase.start(home, 0));

            assertEquals(
                    "The home " + home + " is in use by another run: end that one, or choose another home.",
                    failure.getMessage());
        }
    }

    @Test
    void aHomeThatIsAFileIsSaid() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        ServiceException failure = assertThrows(ServiceException.class, () -> EmbeddedDatabase.start(file, 0));

        assertTrue(failure.getMessage().startsWith("The home " + file + " cannot be used ("), failure::getMessage);
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsMadeAnew() throws Exception {
        Path halfMade = Files.createDirectories(home.resolve("postgres/data.new/base"));
        Files.createFile(halfMade.resolve("1"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertEquals("1", TestDatabase.at(database.jdbcUrl()).query("SELECT 1"));
        }
    }
}
