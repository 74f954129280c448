package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    Path home;

    @Test
    void storesDurablyInUtf8AndUtc() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase client = TestDatabase.at(database.jdbcUrl());

            assertThat(client.query("SHOW fsync")).isEqualTo("on");
            assertThat(client.query("SHOW full_page_writes")).isEqualTo("on");
            assertThat(client.query("SHOW synchronous_commit")).isEqualTo("on");
            assertThat(client.query("SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(client.query("SELECT reset_val FROM pg_settings WHERE name = 'log_timezone'"))
                    .isEqualTo("UTC");
            assertThat(client.query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void itsUserIsNotASuperuserAndEveryUserNeedsAPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(TestDatabase.at(database.jdbcUrl()).query("SHOW is_superuser"))
                    .isEqualTo("off");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(database.jdbcUrl(), DatabaseDirectory.SUPERUSER, "postgres"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), EmbeddedDatabase.USER, "wrong"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void itsLogContainsNoValuesOfRejectedRows() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase client = TestDatabase.at(database.jdbcUrl());
            client.execute("CREATE TABLE people (name text PRIMARY KEY)");
            client.execute("INSERT INTO people VALUES ('secret')");

            assertThatThrownBy(() -> client.execute("INSERT INTO people VALUES ('secret')"))
                    .isInstanceOf(SQLException.class);

            String log = Files.readString(home.resolve("postgres/server.log"));
            assertThat(log).as(log).contains("people_pkey");
            assertThat(log).as(log).doesNotContain("secret");
        }
    }

    @Test
    void continuesWithItsDataAndPortAfterAStop() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            TestDatabase client = TestDatabase.at(database.jdbcUrl());
            client.execute("CREATE TABLE kept AS SELECT 7 AS x");
            try (Connection open = client.connect()) {
                database.stop();
                database.stop();

                assertThat(open.isValid(1)).isFalse();
            }
            assertThatThrownBy(() -> client.query("SELECT 1")).isInstanceOf(SQLException.class);

            database.startAgain();
            database.startAgain();

            assertThat(client.query("SELECT x FROM kept")).isEqualTo("7");
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
            assertThat(database.port()).isEqualTo(port);
            assertThat(TestDatabase.at(database.jdbcUrl()).query("SELECT x FROM kept"))
                    .isEqualTo("7");
        }
    }

    @Test
    void aLeaseStartsAndStopsAServer() throws Exception {
        EmbeddedDatabase.start(home, 0).close();

        String url;
        try (ServiceLease attached = EmbeddedDatabase.attach(home)) {
            url = attached.address();
            assertThat(TestDatabase.at(url).query("SELECT 1")).isEqualTo("1");
        }

        assertThatThrownBy(() -> TestDatabase.at(url).query("SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void twoLeasesDoNotDisconnectEachOther() throws Exception {
        EmbeddedDatabase.start(home, 0).close();

        ServiceLease first = EmbeddedDatabase.attach(home);
        try (ServiceLease second = EmbeddedDatabase.attach(home);
                Connection connection = TestDatabase.at(second.address()).connect()) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
            assertThat(connection.createStatement().execute("SELECT pg_sleep(0.5)"))
                    .isTrue();
            connection.close();
            closing.join();
        }
    }

    @Test
    void aLeaseOfARunningServerIsThereAtOnce() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            long start = System.nanoTime();
            ServiceLease attached = EmbeddedDatabase.attach(home);
            Duration time = Duration.ofNanos(System.nanoTime() - start);

            assertThat(attached.address()).isEqualTo(database.jdbcUrl());
            assertThat(time).isLessThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void reportsAHomeWithoutTables() {
        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> EmbeddedDatabase.attach(home));

        assertThat(failure.getMessage())
                .isEqualTo("The home " + home
                        + " contains no tables yet: run the pipeline on it first, or name the home on which it ran.");
    }

    @Test
    void reportsAPortInUse() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServiceException failure = catchThrowableOfType(
                    ServiceException.class, () -> EmbeddedDatabase.start(home, used.getLocalPort()));

            assertThat(failure.getMessage())
                    .isEqualTo(
                            "A port of 127.0.0.1 is in use: " + used.getLocalPort() + " (PostgreSQL, --postgres-port)."
                                    + " Stop what listens there, or choose another port; 0 is any free one.");
        }
        EmbeddedDatabase.start(home, 0).close();
    }

    @Test
    void reportsAHomeInUse() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            ServiceException failure =
                    catchThrowableOfType(ServiceException.class, () -> EmbeddedDatabase.start(home, 0));

            assertThat(failure.getMessage())
                    .isEqualTo("The home " + home + " is in use by another process: stop it, or choose another home.");
        }
    }

    @Test
    void reportsAHomeThatIsAFile() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> EmbeddedDatabase.start(file, 0));

        assertThat(failure.getMessage()).as(failure::getMessage).startsWith("The home " + file + " cannot be used (");
    }

    @Test
    void reportsADataDirectoryOfAnotherMajorVersion() throws Exception {
        EmbeddedDatabase.start(home, 0).close();
        Path version = home.resolve("postgres/data/PG_VERSION");
        String ours = Files.readString(version).strip();
        Files.writeString(version, "9\n");

        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> EmbeddedDatabase.start(home, 0));

        assertThat(failure.getMessage())
                .startsWith("PostgreSQL 9 has written " + home.resolve("postgres/data") + ", and the PostgreSQL " + ours
                        + " of this build cannot read it.");
    }

    @Test
    void reportsADirectoryThatIsNoDataDirectory() throws IOException {
        Files.createDirectories(home.resolve("postgres/data"));

        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> EmbeddedDatabase.start(home, 0));

        assertThat(failure.getMessage())
                .startsWith(home.resolve("postgres/data") + " is no data directory of PostgreSQL");
    }

    @Test
    void rebuildsTheDataDirectoryOfAnInterruptedFirstStart() throws Exception {
        Path halfMade = Files.createDirectories(home.resolve("postgres/data.new/base"));
        Files.createFile(halfMade.resolve("1"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(TestDatabase.at(database.jdbcUrl()).query("SELECT 1")).isEqualTo("1");
        }
    }
}
