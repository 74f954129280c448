package dev.wherry.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(ExitCode.FINE, run(Map.of(), "--help"));

        String help = out.toString(UTF_8);
        StreamsAppConfig.DEFINITION.names().forEach(name -> assertTrue(help.contains(name), name));
    }

    @Test
    void unknownArgumentsAreRefused() {
        assertEquals(ExitCode.UNUSABLE, run(Map.of(), "--confg", "x"));
        assertTrue(err.toString(UTF_8).contains("--confg"));
    }

    @Test
    void unusableOptionsAreRefused() {
        assertEquals(ExitCode.UNUSABLE, run(Map.of("WHERRY_THREADS", "many")));
        assertTrue(err.toString(UTF_8).contains("threads"));
    }

    @Test
    void unusableContractsAreRefused() {
        Map<String, String> environment =
                Map.of("WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1", "WHERRY_CONTRACTS", directory.toString());

        assertEquals(ExitCode.UNUSABLE, run(environment));
        assertTrue(err.toString(UTF_8).contains(directory.toString()));
    }

    @Test
    void brokersThatDoNotAnswerAreSaidInOneSentence() {
        Map<String, String> environment = Map.of(
                "WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "WHERRY_CONTRACTS", "src/test/resources/contracts",
                "WHERRY_STATE_DIR", directory.toString(),
                "WHERRY_KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "200",
                "WHERRY_KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "100");

        assertEquals(ExitCode.FAILED, run(environment));
        assertTrue(err.toString(UTF_8).contains("bootstrap.servers"), err.toString(UTF_8));
    }

    @Test
    void settingsThatNoClientCanBeMadeOfAreSaidInOneSentence() {
        Map<String, String> environment = Map.of(
                "WHERRY_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "WHERRY_CONTRACTS", "src/test/resources/contracts",
                "WHERRY_STATE_DIR", directory.toString(),
                "WHERRY_KAFKA_SECURITY_PROTOCOL", "SSL",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "WHERRY_KAFKA_SSL_TRUSTSTORE_LOCATION", "/nowhere/ca.pem");

        assertEquals(ExitCode.UNUSABLE, run(environment));
        assertTrue(err.toString(UTF_8).contains("/nowhere/ca.pem"), err.toString(UTF_8));
        assertEquals(1, err.toString(UTF_8).lines().count());
    }

    private ExitCode run(Map<String, String> environment, String... arguments) {
        return new StreamsApp(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }
}
