package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.wherry.embedded.EmbeddedKafka;
import dev.wherry.pipeline.PipelineSnapshot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "files",
                "receipt",
                "contracts",
                "contracts check",
                "connectors",
                "backfill",
                "audit",
                "rebuild",
                "quarantine",
                "quarantine list",
                "quarantine retry",
                "transactions",
                "generate",
                "generate cards",
                "generate api",
                "generate lake"
            })
    void everyCommandHasHelp(String command) {
        String[] words = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--help"))
                .toArray(String[]::new);

        assertThat(wherry(words)).isEqualTo(0);

        assertThat(out.toString().startsWith("Usage: wherry " + command))
                .as(out.toString())
                .isTrue();
    }

    @Test
    void listsTheCommandsWithoutACommand() {
        assertThat(wherry()).isEqualTo(0);
        assertThat(out.toString().contains("contracts")).as(out.toString()).isTrue();
    }

    @Test
    void theDemoNeedsAnInbox() {
        assertThat(wherry("demo", "--home=" + directory.resolve("home"))).isEqualTo(2);
        assertThat(err.toString()).contains("--inbox is missing: name the directory to which the services write.");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void rejectsAnUnknownOptionAsAUsageError() {
        assertThat(wherry("run", "--what")).isEqualTo(2);
    }

    @Test
    void explainsEveryNumberOfTheStatusLine() {
        StringWriter line = new StringWriter();
        new StatusLine(new PrintWriter(line), false).show(new PipelineSnapshot(1, 1, 1, Map.of(), 1));

        assertThat(wherry("run", "--help")).isZero();

        assertThat(line.toString().strip().split("[ \\d,]{2,}"))
                .hasSize(10)
                .allSatisfy(name -> assertThat(out.toString()).contains(name));
    }

    @Test
    void refusesAnInboxThatDoesNotExist() throws Exception {
        Files.createDirectories(directory.resolve("events/inbox"));
        Path mistyped = directory.resolve("evnets/inbox");

        int exitCode = run(mistyped);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "wherry: The inbox %s does not exist. Did you mean %s? With --create, it is created."
                                .formatted(mistyped, directory.resolve("events/inbox")));
        assertThat(mistyped).doesNotExist();
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void refusesAnInboxThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("inbox"));

        assertThat(run(file)).isEqualTo(2);

        assertThat(err.toString()).contains("The inbox " + file + " is not a directory");
    }

    private int run(Path inbox) {
        return wherry(
                "run",
                "--inbox=" + inbox,
                "--home=" + directory.resolve("home"),
                "--contracts=" + Path.of("../../contracts"));
    }

    @Test
    void suggestsTheConnectorOptionThatWasMeant() {
        int exitCode = wherry(
                "run",
                "--inbox=" + directory.resolve("inbox"),
                "--home=" + directory.resolve("home"),
                "--source-option=rescan.intervall.ms=1",
                "--source-option=consumer.overide.max.poll.records=1",
                "--source-option=lines.pattern=x",
                "--sink-option=colour=blue",
                "--sink-option=errors.log.enable=true");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--source-option rescan.intervall.ms: the connector has no such option; did you mean rescan.interval.ms?")
                .contains("did you mean consumer.override.max.poll.records?")
                .contains("--source-option lines.pattern: the connector has no such option; its options are in docs/")
                .contains("--sink-option colour: the connector has no such option; its options are in docs/")
                .doesNotContain("errors.log");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void checksConnectorOptionsBeforeItPrintsConfigurations() {
        int exitCode = wherry(
                "connectors",
                "--inbox=/inbox",
                "--database-url=jdbc:postgresql://warehouse/dwh",
                "--database-user=wherry",
                "--contracts=../../contracts",
                "--sink-option=retry.backof.ms=1");

        assertThat(exitCode).as(out.toString()).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean retry.backoff.ms?");
    }

    @Test
    void connectorsNeedAnInboxOnlyIfAFeedIsReadFromThere() throws Exception {
        Path type = Files.createDirectories(directory.resolve("order"));
        Files.writeString(type.resolve("contract.yaml"), """
                type: order
                feeds: [orders]
                match: {/type: order}
                schema: schema.json
                key: [/id]
                keep: latest
                table: orders
                columns:
                  id: {from: /id, type: bigint}
                """);
        Files.writeString(type.resolve("schema.json"), "{\"properties\": {\"type\": {}, \"id\": {}}}");
        Path feed = Files.createDirectories(directory.resolve("feeds")).resolve("orders.yaml");
        Files.writeString(feed, "feed: orders\nsource: {s3: {bucket: lake}}\n");
        String[] connectors = {
            "connectors",
            "--database-url=jdbc:postgresql://warehouse/dwh",
            "--database-user=wherry",
            "--contracts=" + directory
        };

        assertThat(wherry(connectors)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("wherry-s3:").doesNotContain("wherry-files:");

        Files.delete(feed);
        assertThat(wherry(connectors)).isEqualTo(2);
        assertThat(err.toString()).contains("--inbox is missing: the feeds orders are read from there.");
    }

    @Test
    void reportsAllContractFaults() throws Exception {
        Files.createDirectories(directory.resolve("a"));
        Files.writeString(directory.resolve("a/contract.yaml"), "type: a\n");
        Files.createDirectories(directory.resolve("b"));
        Files.writeString(directory.resolve("b/contract.yaml"), "type: [\n");

        int exitCode = wherry("contracts", "check", directory.toString());

        assertAll(
                () -> assertThat(exitCode).isEqualTo(2),
                () -> assertThat(err.toString().contains("a/contract.yaml"))
                        .as(err.toString())
                        .isTrue(),
                () -> assertThat(err.toString().contains("b/contract.yaml"))
                        .as(err.toString())
                        .isTrue());
    }

    @Test
    void reportsAHomeWithoutData() {
        int exitCode = wherry("sql", "--home", directory.resolve("none").toString(), "SELECT 1");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines().count()).as(err.toString()).isEqualTo(1);
        assertThat(err.toString().contains("none")).as(err.toString()).isTrue();
    }

    @Test
    void reportsAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int exitCode = wherry(
                    "run",
                    "--create",
                    "--inbox=" + directory.resolve("inbox"),
                    "--home=" + directory.resolve("home"),
                    "--contracts=" + Path.of("../../contracts"),
                    "--kafka-port=" + taken.getLocalPort(),
                    "--postgres-port=0",
                    "--connect-port=0");

            assertThat(exitCode).isEqualTo(2);
            assertThat(err.toString().lines().count()).as(err.toString()).isEqualTo(1);
            assertThat(err.toString().contains(String.valueOf(taken.getLocalPort())))
                    .as(err.toString())
                    .isTrue();
        }
    }

    @Test
    void reportsThatNoTransactionHangs() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThat(wherry("transactions", "--bootstrap-servers", kafka.bootstrapServers(), "--end"))
                    .isEqualTo(0);
        }
        assertThat(out.toString()).isEqualTo("No hanging transactions." + System.lineSeparator());
    }

    @Test
    void reportsUnreachableBrokers() {
        int exitCode = wherry("transactions", "--bootstrap-servers", "127.0.0.1:1");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).startsWith("wherry: Kafka at 127.0.0.1:1 cannot be used (no broker answers");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audit --contracts ../../contracts | Name the home with --home, or your own Kafka with --bootstrap-servers.
            sql X | Name the home with --home, or your own PostgreSQL with --database-url.
            consume --kafka-config x raw.cards | --kafka-config needs --bootstrap-servers.
            sql --database-url jdbc:postgresql://x/y X | --database-url needs --database-user.
            sql --database-user x X | --database-user and --database-password-file need --database-url.
            sql --database-url=jdbc:postgresql://x/y?password=z --database-user x X | contains a password
            sql --database-url=jdbc:postgresql://x:z@host/y --database-user x X | contains a password
            sql --database-url=jdbc:mysql://x/y --database-user x X | must be jdbc:postgresql://host:port/database
            run --inbox x --home x --sink-option database.url=x | name the database with --database-url
            """)
    void refusesOptionsThatNameNoService(String arguments, String sentence) {
        assertThat(wherry(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).startsWith("wherry: ").contains(sentence);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int wherry(String... words) {
        return Wherry.execute(new PrintWriter(out), new PrintWriter(err), words);
    }
}
