package dev.wherry.generator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.EventGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ApiCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeTheKey() throws Exception {
        Files.writeString(directory.resolve("key"), "secret\n");
    }

    private int execute(String... options) {
        List<String> arguments = new ArrayList<>(List.of("api", "--api-key-file", directory.resolve("key") + ""));
        arguments.addAll(List.of(options));
        return new CommandLine(new EventGenerator())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void saysWhereItListensAndWritesTheTruth() throws Exception {
        Path truth = directory.resolve("truth");

        int exit = execute(
                ("--port 0 --days 2020-05-19..2020-05-20 --per-day 12 --seed 3 --inclusive --errors 20% --slow 0.05"
                                + " --delay 1ms --duration 10ms --truth " + truth)
                        .split(" "));

        assertThat(exit).as(err::toString).isZero();
        assertThat(out.toString())
                .containsPattern("The API listens on http://127.0.0.1:\\d+/data\n")
                .contains("0 requests were answered, 0 of them with 502")
                .doesNotContain("secret");
        assertThat(Files.readAllLines(truth.resolve("refund.csv"))).hasSize(2 * 12 + 1);
    }

    @Test
    void aPortThatIsInUseIsAFailure() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            int exit = execute("--days", "2020-05-19", "--port", String.valueOf(other.getLocalPort()));

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString()).contains("cannot be served on 127.0.0.1:" + other.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--days 2020-05-19..",
                "--days 2020-05-20..2020-05-19",
                "--days 2020-05-19 --per-day 0",
                "--days 2020-05-19 --errors 100%",
                "--days 2020-05-19 --slow 2",
                "--days 2020-05-19 --api-key-file none"
            })
    void nonsenseIsAUsageError(String options) {
        assertThat(execute(options.isEmpty() ? new String[0] : options.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: generate api").doesNotContain("secret");
    }
}
