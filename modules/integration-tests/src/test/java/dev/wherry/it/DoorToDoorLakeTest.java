package dev.wherry.it;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/door2door} from a lake in two stores that other people wrote, with signed requests. */
class DoorToDoorLakeTest {
    private static final String DOCUMENTED_ENDPOINT = "http://127.0.0.1:9090";
    private static final String FEED = "feeds/door2door.yaml";
    private static final int KILLS = 10;
    private static final String KEY = "key-of-the-lake";
    private static final List<String> CREDENTIALS = List.of("-Daws.accessKeyId=" + KEY, "-Daws.secretAccessKey=" + KEY);

    @TempDir
    private Path directory;

    @BeforeEach
    void copyTheExample() throws IOException {
        DirectoryCopy.copy(ExampleShell.EXAMPLES.resolve("door2door"), directory.resolve("examples/door2door"));
    }

    private void useStore(String endpoint) throws IOException {
        Path feed = directory.resolve("examples/door2door/lake").resolve(FEED);
        String documented = Files.readString(feed);
        assertThat(documented).contains(DOCUMENTED_ENDPOINT);
        Files.writeString(feed, documented.replace(DOCUMENTED_ENDPOINT, endpoint));
    }

    @Test
    void theCommandsOfTheReadmeYieldTheTruth() throws Exception {
        String commands = ExampleShell.commands("door2door", "bash");
        assertThat(commands).contains("./wherry run ", "| diff data/door2door-lake/truth/", DOCUMENTED_ENDPOINT);

        try (S3MockServer store = new S3MockServer(directory)) {
            useStore(store.endpoint());
            new ExampleShell(directory).run(commands.replace(DOCUMENTED_ENDPOINT, store.endpoint()));
        }
    }

    @Test
    void aWholeDayWithTenKillsYieldsWhatItsFilesYield() throws Exception {
        try (S3ProxyServer store = new S3ProxyServer(directory, KEY)) {
            useStore(store.endpoint());
            yieldsWhatItsFilesYield(store.endpoint(), S3ProxyServer.BUCKET);
        }
    }

    private void yieldsWhatItsFilesYield(String endpoint, String bucket) throws Exception {
        String lake = "--days=2026-05-01 --every=1m --vehicles=20 --duplicates=5%";
        generate(lake + " --endpoint=" + endpoint + " --bucket=" + bucket);
        PipelineDirectory files = new PipelineDirectory(directory.resolve("files"));
        generate(lake + " --to=" + files.inbox().resolve("door2door") + " --truth=" + directory.resolve("truth"));
        PipelineDirectory objects = new PipelineDirectory(directory.resolve("objects"));
        DirectoryCopy.copy(directory.resolve("examples/door2door/contracts"), files.contracts());
        DirectoryCopy.copy(directory.resolve("examples/door2door/contracts"), objects.contracts());
        Path feed = objects.contracts().resolve(FEED);
        Files.copy(directory.resolve("examples/door2door/lake").resolve(FEED), feed, REPLACE_EXISTING);
        readOneAtATime(feed);
        assertThat(files.runOnce().exitCode()).isZero();
        long all = rawBytes(files);
        List<String> run = new ArrayList<>(List.of("run", "--once", "--home=" + objects.home()));
        run.add("--contracts=" + objects.contracts());
        run.addAll(List.of("--kafka-port=0", "--connect-port=0", "--postgres-port=0"));

        int kills = 0;
        for (int life = 1; life <= KILLS; life++) {
            Path output = directory.resolve("output-" + life);
            long before = rawBytes(objects);
            try (ChildProcess running = WherryCommand.start(output, CREDENTIALS, run)) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> !running.isAlive() || rawBytes(objects) >= before + all / (2 * KILLS));
                kills += running.isAlive() ? 1 : 0;
            }
        }
        // A machine that reads faster than it is killed comes to the end before the last kill.
        assertThat(kills).isGreaterThan(KILLS / 2);
        try (ChildProcess last = WherryCommand.start(directory.resolve("output"), CREDENTIALS, run)) {
            assertThat(last.await()).as(last::output).isZero();
        }

        for (String query : List.of(
                "SELECT vehicle, at, lat, lng FROM vehicle.location_update ORDER BY 1, 2",
                "SELECT vehicle, event, at FROM vehicle.registration ORDER BY 1, 2, 3",
                "SELECT id, start, finish FROM operations.operating_period ORDER BY 1",
                "SELECT period, vehicle, positions, round(km::numeric, 6) FROM distances ORDER BY 1, 2",
                "SELECT outcome, events FROM ledger ORDER BY 1")) {
            assertThat(objects.csv(query)).as(query).isEqualTo(files.csv(query));
        }
        assertThat(objects.csv("SELECT outcome, events FROM ledger ORDER BY 1"))
                .isEqualTo(Files.readString(directory.resolve("truth/outcomes.csv")));
        Map<String, Integer> records = RawTopics.recordsByFile(objects.home(), "door2door");
        assertThat(records.values().stream().filter(count -> count == 20)).hasSizeGreaterThan(900);
        assertThat(objects.command("audit").exitCode()).isZero();
    }

    /** Slow enough to be killed in the midst. */
    private static void readOneAtATime(Path feed) throws IOException {
        String text = Files.readString(feed);
        assertThat(text).contains("{bucket: lake,");
        Files.writeString(feed, text.replace("{bucket: lake,", "{bucket: lake, parallel: 1,"));
    }

    /** What the raw topic of a home takes on the disk. */
    private static long rawBytes(PipelineDirectory pipeline) throws IOException {
        Path topics = pipeline.home().resolve("kafka/data");
        if (!Files.isDirectory(topics)) {
            return 0;
        }
        long bytes = 0;
        try (DirectoryStream<Path> partitions = Files.newDirectoryStream(topics, "raw.door2door-*")) {
            for (Path partition : partitions) {
                try (Stream<Path> segments = Files.list(partition)) {
                    bytes += segments.filter(file -> file.toString().endsWith(".log"))
                            .mapToLong(file -> file.toFile().length())
                            .sum();
                }
            }
        }
        return bytes;
    }

    private void generate(String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("generate", "lake"));
        arguments.addAll(List.of(options.split(" ")));
        try (ChildProcess generator = WherryCommand.start(directory.resolve("generator"), CREDENTIALS, arguments)) {
            assertThat(generator.await()).as(generator::output).isZero();
        }
    }
}
