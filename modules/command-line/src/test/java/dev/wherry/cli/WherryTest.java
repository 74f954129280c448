package dev.wherry.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.embedded.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WherryTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "truth",
                "sql",
                "consume",
                "contracts",
                "contracts check",
                "connectors",
                "audit",
                "rebuild",
                "transactions",
                "generate",
                "generate cards"
            })
    void every_command_has_help(String command) {
        String[] words = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--help"))
                .toArray(String[]::new);

        assertEquals(0, wherry(words));

        assertTrue(out.toString().startsWith("Usage: wherry " + command), out.toString());
    }

    @Test
    void without_a_command_it_says_what_there_is() {
        assertEquals(0, wherry());
        assertTrue(out.toString().contains("contracts"), out.toString());
    }

    @Test
    void an_unknown_option_is_a_matter_of_usage() {
        assertEquals(2, wherry("run", "--what"));
    }

    @Test
    void faulty_contracts_are_all_named() throws Exception {
        Files.createDirectories(directory.resolve("a"));
        Files.writeString(directory.resolve("a/contract.yaml"), "type: a\n");
        Files.createDirectories(directory.resolve("b"));
        Files.writeString(directory.resolve("b/contract.yaml"), "type: [\n");

        int exitCode = wherry("contracts", "check", directory.toString());

        assertAll(
                () -> assertEquals(2, exitCode),
                () -> assertTrue(err.toString().contains("a/contract.yaml"), err.toString()),
                () -> assertTrue(err.toString().contains("b/contract.yaml"), err.toString()));
    }

    @Test
    void a_home_on_which_nothing_ran_is_named() {
        int exitCode = wherry("sql", "--home", directory.resolve("none").toString(), "SELECT 1");

        assertEquals(2, exitCode);
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("none"), err.toString());
    }

    @Test
    void a_port_that_is_taken_is_named_in_a_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int exitCode = wherry(
                    "run",
                    "--inbox=" + directory.resolve("inbox"),
                    "--home=" + directory.resolve("home"),
                    "--contracts=" + Path.of("../../contracts"),
                    "--kafka-port=" + taken.getLocalPort(),
                    "--postgres-port=0",
                    "--connect-port=0");

            assertEquals(2, exitCode);
            assertEquals(1, err.toString().lines().count(), err.toString());
            assertTrue(err.toString().contains(String.valueOf(taken.getLocalPort())), err.toString());
        }
    }

    @Test
    void where_no_transaction_hangs_it_says_so() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertEquals(0, wherry("transactions", "--bootstrap-servers", kafka.bootstrapServers(), "--end"));
        }
        assertEquals("No transaction hangs." + System.lineSeparator(), out.toString());
    }

    @Test
    void brokers_that_do_not_answer_are_named_in_a_sentence() throws Exception {
        Path impatient = Files.writeString(
                directory.resolve("client.properties"), "default.api.timeout.ms=1000\nrequest.timeout.ms=1000\n");

        int exitCode =
                wherry("transactions", "--bootstrap-servers", "127.0.0.1:1", "--kafka-config", impatient.toString());

        assertEquals(1, exitCode);
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    private int wherry(String... words) {
        return Wherry.execute(new PrintWriter(out), new PrintWriter(err), words);
    }
}
