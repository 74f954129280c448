package dev.wherry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.process.ChildProcess;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/zingest} from the API, with real processes. One is killed, because each start takes seconds:
 * {@link ZingestApiKillsTest} kills the source between every two pages, but not its process. {@link HttpSourceTest} kills more
 * processes on another API, and {@code FailurePointsTest} at every step of the source.
 */
class ZingestApiTest {
    private static final int PER_DAY = 20;
    /** Three of each type and day, because the last one is shorter. */
    private static final int ALL_PAGES = 3 * 42;
    /** For each answer, so that a run can be killed in the midst. */
    private static final Duration SLOW = Duration.ofMillis(20);

    @TempDir
    Path path;

    @Test
    void theCommandsOfTheReadmeYieldTheTruth() throws Exception {
        DirectoryCopy.copy(ExampleShell.EXAMPLES.resolve("zingest"), path.resolve("examples/zingest"));
        Path feed = path.resolve("examples/zingest/api/feeds/zingest.yaml");
        int port = FreePort.any();
        assertThat(Files.readString(feed)).contains(ZingestApi.DOCUMENTED_URL);
        Files.writeString(feed, Files.readString(feed).replace(ZingestApi.DOCUMENTED_URL, "http://127.0.0.1:" + port));
        String commands = ExampleShell.commands("zingest", "bash");
        assertThat(commands)
                .contains(
                        " --errors 20% ",
                        "./wherry run ", "| diff <(cat data/zingest-api/truth/*.csv) -", "./wherry audit ");

        new ExampleShell(path).run(commands.replace("generate api ", "generate api --port " + port + " "));
    }

    /**
     * Kills the run in the midst of the backfill, and lets the API go on with the other kind of cursor. The days of the feed file
     * stay open, so that they are read again beside those of the backfill, which has one of them, too.
     */
    @Test
    void aKillAndABackfillBesideADailyScheduleYieldTheTruth() throws Exception {
        String connect = "http://127.0.0.1:" + FreePort.any();
        try (ZingestApi api = new ZingestApi(new PipelineDirectory(path), false, PER_DAY)) {
            api.feed("{from: yesterday, to: yesterday, late: 0d}", "{from: 2020-05-23, to: 2020-05-25, late: 9999d}");
            api.serve(false, SLOW);
            try (ChildProcess run = start(api, connect)) {
                awaitRequests(20, run, api);
                backfill(connect);
                awaitRequests(api.server().requests() + 40, run, api);
                run.kill();
            }
            api.serve(true, Duration.ZERO);
            try (ChildProcess run = start(api, connect)) {
                awaitRequests(1, run, api);
                long before = pages(api);
                backfill(connect);
                Map<String, String> truth = api.truthByQuery();
                await().atMost(Duration.ofMinutes(2))
                        .failFast(
                                () -> assertThat(run.isAlive()).as(run::output).isTrue())
                        .untilAsserted(() -> assertThat(api.directory().csv(String.join(";", truth.keySet())))
                                .isEqualTo(String.join("", truth.values())));
                // So what could be published twice has been. A few pages that were read before the stops are not read
                // again.
                await().atMost(Duration.ofMinutes(2)).until(() -> pages(api) >= before + ALL_PAGES - 10);
                assertThat(api.directory().command("audit").exitCode()).isZero();
                api.assertEachOnce(published(api));
                assertThat(run.stop()).as(run::output).isZero();
            }
        }
    }

    private static long pages(ZingestApi api) {
        return api.server().requests() - api.server().errors();
    }

    private static void backfill(String connect) {
        WherryCommand backfill =
                WherryCommand.run("backfill", "zingest", "--days=2020-05-19..2020-05-23", "--connect=" + connect);
        assertThat(backfill.exitCode()).as(backfill.err()).isZero();
    }

    /** The documents in the raw topic, with the names of their pages. */
    private static List<Map.Entry<String, String>> published(ZingestApi api) {
        List<Map.Entry<String, String>> published = new ArrayList<>();
        RawTopics.forEach(
                api.directory().home(),
                "zingest",
                record -> published.add(Map.entry(new String(record.key(), UTF_8), new String(record.value(), UTF_8))));
        return published;
    }

    private static ChildProcess start(ZingestApi api, String connect) throws IOException {
        return WherryCommand.start(
                api.directory().path().resolve("output"),
                List.of(
                        "run",
                        "--home=" + api.directory().home(),
                        "--contracts=" + api.directory().contracts(),
                        "--kafka-port=0",
                        "--postgres-port=0",
                        "--connect-port=" + connect.substring(connect.lastIndexOf(':') + 1)));
    }

    private static void awaitRequests(long requests, ChildProcess run, ZingestApi api) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .failFast(() -> assertThat(run.isAlive()).as(run::output).isTrue())
                .until(() -> api.server().requests() >= requests);
    }
}
