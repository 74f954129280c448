package dev.wherry.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void helpNamesEveryOption() {
        assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.OK);

        String help = out.toString(UTF_8);
        StreamsAppConfig.DEFINITION
                .names()
                .forEach(name -> assertThat(help).as(name).contains(name));
    }

    @Test
    void rejectsUnknownArguments() {
        assertThat(run(Map.of(), "--confg", "x")).isEqualTo(ExitCode.INVALID_SETUP);
        assertThat(err.toString(UTF_8)).contains("--confg");
    }

    @Test
    void rejectsInvalidOptions() {
        assertThat(run(Map.of("WHERRY_THREADS", "many"))).isEqualTo(ExitCode.INVALID_SETUP);
        assertThat(err.toString(UTF_8)).contains("threads");
    }

    @Test
    void rejectsInvalidContracts() {
        Map<String, String> environment =
                Map.of("WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1", "WHERRY_CONTRACTS", directory.toString());

        assertThat(run(environment)).isEqualTo(ExitCode.INVALID_SETUP);
        assertThat(err.toString(UTF_8)).contains(directory.toString());
    }

    @Test
    void reportsUnreachableBrokersWithARemedy() {
        Map<String, String> environment = Map.of(
                "WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "WHERRY_CONTRACTS", "src/test/resources/contracts",
                "WHERRY_STATE_DIR", directory.toString(),
                "WHERRY_KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "200",
                "WHERRY_KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "100");

        assertThat(run(environment)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("bootstrap.servers");
    }

    @Test
    void reportsUnusableClientSettingsInOneLine() {
        Map<String, String> environment = Map.of(
                "WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "WHERRY_CONTRACTS", "src/test/resources/contracts",
                "WHERRY_STATE_DIR", directory.toString(),
                "WHERRY_KAFKA_SECURITY_PROTOCOL", "SSL",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION", "/nowhere/ca.pem");

        assertThat(run(environment)).isEqualTo(ExitCode.INVALID_SETUP);
        assertThat(err.toString(UTF_8)).contains("/nowhere/ca.pem");
        assertThat(err.toString(UTF_8).lines().count()).isEqualTo(1);
    }

    private ExitCode run(Map<String, String> environment, String... arguments) {
        return new StreamsApp(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }
}
