package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The compose file with a real engine: built, filled, scaled, killed, stopped, started again. Runs with {@code -Pdocker} only. */
@Tag("docker")
class ComposeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String STREAMS_GROUP = "wherry-streams";
    private static final String RUNNING = "RUNNING";
    private static final Set<Integer> ENDED_BY_ITSELF = Set.of(0, 130, 143);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void events_reach_the_tables_whatever_is_scaled_killed_and_stopped() throws Exception {
        DocumentationPage page = DocumentationPage.of("docs/docker.md");
        try (ComposeProject compose = new ComposeProject(directory)) {
            try {
                say("building and starting");
                compose.run("up", "--detach", "--build", "--scale", "users=0", "--scale", "cards=0");
                FileBatches lots = FileBatches.write(
                        directory.resolve("aside"), compose.data().resolve("events/inbox"), 17, 3000);
                lots.dropHalf();
                awaitTasks(compose, 1);

                killOneOfThreeStreamsApps(compose, page, lots);
                killWorkers(compose, page, lots);
                killBroker(compose, lots);
                lots.dropRest();
                check(compose, lots);

                say("trying the documented lines");
                checkPrintedLines(compose, page);

                say("stopping and starting");
                stop(compose);
                compose.run("start");
                check(compose, lots);

                say("starting the two services");
                compose.run("up", "--detach", "--no-recreate");
                awaitEvents(compose, lots.dropped() + 1020);
                assertEverythingListensOnLoopbackOnly(compose);
                assertTheOwnerCanRemoveEverything(compose.data());
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(failure.getMessage() + "\n" + compose.logs(), failure);
            }
        }
    }

    @Test
    void on_an_existing_cluster_only_our_own_parts_are_started() throws Exception {
        String command = DocumentationPage.of("docs/docker.md").block("sh", "existing-cluster.env");
        try (ComposeProject compose = new ComposeProject(directory)) {
            String services = compose.printed(command.replace("up --detach connectors", "config --services"));
            String config = compose.printed(command.replace("up --detach connectors", "config"));

            assertEquals(
                    Set.of(
                            "directories",
                            "streams-app",
                            "connect",
                            "connect-rest",
                            "connectors",
                            "watch",
                            "users",
                            "cards"),
                    Set.copyOf(services.lines().toList()));
            assertContains(config, "CONNECT_SECURITY_PROTOCOL: SASL_SSL");
            assertContains(config, "password=\"$${env:KAFKA_PASSWORD}\"");
        }
    }

    private static void killOneOfThreeStreamsApps(ComposeProject compose, DocumentationPage page, FileBatches lots)
            throws Exception {
        say("scaling the streams app to three, and killing one");
        compose.printed(line(page, "--scale streams-app=3"));
        awaitMembers(compose, 3);
        lots.dropHalf();
        kill(compose, "streams-app");
        awaitMembers(compose, 2);
    }

    private static void killWorkers(ComposeProject compose, DocumentationPage page, FileBatches lots) throws Exception {
        say("scaling Connect to two, and killing one, then both");
        compose.printed(line(page, "--scale connect=2"));
        awaitTasks(compose, 2);
        lots.dropHalf();
        kill(compose, "connect");
        awaitTasks(compose, 1);
        lots.dropHalf();
        kill(compose, "connect");
        compose.printed(line(page, "--scale connect=2"));
    }

    private static void killBroker(ComposeProject compose, FileBatches lots) throws Exception {
        say("killing the broker");
        lots.dropHalf();
        kill(compose, "kafka");
        compose.run("start", "kafka");
        Await.until(
                PATIENCE,
                () -> compose.run("logs", "kafka").contains("Fencing broker 1"),
                () -> "the broker's last life is not fenced");
    }

    private static void kill(ComposeProject compose, String service) throws Exception {
        compose.docker("kill", "--signal=KILL", compose.containers(service).get(0));
    }

    /** Everything that runs ends by itself, within the time that it is given. */
    private static void stop(ComposeProject compose) throws Exception {
        List<String> running =
                compose.run("ps", "--format", "{{.Name}}").lines().toList();
        compose.run("stop");
        Map<String, Integer> exitCodes = exitCodes(compose);
        assertAll(running.stream()
                .map(name -> () -> assertTrue(
                        ENDED_BY_ITSELF.contains(exitCodes.get(name)), name + " ended with " + exitCodes.get(name))));
    }

    /** It takes minutes. */
    private static void say(String what) {
        System.out.println("[ComposeTest] " + what + " ...");
    }

    private static void check(ComposeProject compose, FileBatches lots) throws Exception {
        try (WarehouseTables tables = awaitDatabase(compose)) {
            Await.until(PATIENCE, () -> lots.differences(tables).isEmpty(), () -> lots.differences(tables)
                    .toString());
        }
        Map<String, Integer> records = RawTopics.recordsByFile(compose.bootstrapServers(), "users", "cards");
        assertEquals(lots.dropped(), records.size());
        assertEquals(Set.of(1), Set.copyOf(records.values()));
    }

    private static WarehouseTables awaitDatabase(ComposeProject compose) throws Exception {
        List<WarehouseTables> open = new ArrayList<>();
        Await.until(
                PATIENCE,
                () -> {
                    try {
                        return open.add(WarehouseTables.at(compose.jdbcUrl()));
                    } catch (java.sql.SQLException startingUp) {
                        return false;
                    }
                },
                compose::logs);
        return open.get(0);
    }

    private static void awaitEvents(ComposeProject compose, long events) throws Exception {
        try (WarehouseTables tables = awaitDatabase(compose)) {
            Await.until(PATIENCE, () -> tables.eventsInLedger() > events, compose::logs);
        }
    }

    /** Until so many instances of the streams app share out all partitions of the raw topics. */
    private static void awaitMembers(ComposeProject compose, int instances) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", compose.bootstrapServers()))) {
            Await.until(
                    PATIENCE,
                    () -> {
                        List<MemberDescription> members =
                                group(admin).members().stream().toList();
                        long rawPartitions = members.stream()
                                .flatMap(member -> member.assignment().topicPartitions().stream())
                                .filter(partition -> partition.topic().startsWith(Topics.raw("")))
                                .distinct()
                                .count();
                        boolean allHaveWork = members.stream()
                                .noneMatch(member ->
                                        member.assignment().topicPartitions().isEmpty());
                        return members.size() == instances && allHaveWork && rawPartitions == 8;
                    },
                    () -> group(admin).toString());
        }
    }

    private static ConsumerGroupDescription group(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(STREAMS_GROUP))
                .describedGroups()
                .get(STREAMS_GROUP)
                .get();
    }

    /** Until all four tasks run, on so many workers. */
    private static void awaitTasks(ComposeProject compose, int workers) throws Exception {
        String status = "curl -sS 'http://127.0.0.1:18083/connectors?expand=status'";
        Await.until(
                PATIENCE,
                () -> {
                    List<String> running = new ArrayList<>();
                    for (JsonNode connector : json(compose.printed(status))) {
                        for (JsonNode task : connector.at("/status/tasks")) {
                            if (task.at("/state").asText().equals(RUNNING)) {
                                running.add(task.at("/worker_id").asText());
                            }
                        }
                    }
                    return running.size() == 4 && new TreeSet<>(running).size() == workers;
                },
                () -> compose.printed(status));
    }

    /** Empty while no worker answers. */
    private static JsonNode json(String answer) {
        try {
            return new ObjectMapper().readTree(answer);
        } catch (IOException noWorker) {
            return new ObjectMapper().createObjectNode();
        }
    }

    private static void checkPrintedLines(ComposeProject compose, DocumentationPage page) throws Exception {
        String raw = compose.printed(line(page, "--topic raw.cards"));
        String invalid = compose.printed(line(page, "--topic invalid.cards"));
        assertAll(
                () -> assertTrue(raw.contains("wherry.file:cards/"), raw),
                () -> assertTrue(raw.contains("Processed a total of 3 messages"), raw),
                () -> assertTrue(invalid.contains("wherry.reasons:[{\"code\":\"required\""), invalid),
                () -> assertTrue(invalid.contains("Processed a total of 3 messages"), invalid),
                () -> assertContains(compose.printed(line(page, "FROM ledger")), "superseded"),
                () -> assertContains(compose.printed(line(page, "FROM cards")), "(5 rows)"),
                () -> assertContains(compose.printed(line(page, "--group wherry-streams")), "raw.cards"),
                () -> assertContains(compose.printed(line(page, "--group connect-wherry-warehouse")), "state.card"),
                () -> assertContains(compose.printed(line(page, "expand=status")), RUNNING),
                () -> assertContains(compose.printed(line(page, "/restart?")), "RESTARTING"));
    }

    private static String line(DocumentationPage page, String words) {
        return page.blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }

    private static Map<String, Integer> exitCodes(ComposeProject compose) throws Exception {
        return compose.run("ps", "--all", "--format", "{{.Name}} {{.ExitCode}}")
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(words -> words[0], words -> Integer.parseInt(words[1])));
    }

    private static void assertEverythingListensOnLoopbackOnly(ComposeProject compose) throws Exception {
        List<String> published = new ArrayList<>();
        for (String container :
                compose.run("ps", "--format", "{{.Name}}").lines().toList()) {
            compose.docker("port", container).lines().forEach(published::add);
        }
        assertEquals(3, published.size(), published::toString);
        assertTrue(published.stream().allMatch(port -> port.contains("-> 127.0.0.1:")), published::toString);
    }

    /** Whoever may enter the data directory: its owner. */
    private static void assertTheOwnerCanRemoveEverything(Path data) throws IOException {
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        List<Path> found;
        try (Stream<Path> files = Files.walk(data)) {
            found = files.filter(file -> !file.equals(data)).toList();
        }
        for (Path file : found) {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            assertTrue(granted.contains(PosixFilePermission.OTHERS_READ), file::toString);
            assertTrue(!Files.isDirectory(file) || granted.contains(PosixFilePermission.OTHERS_WRITE), file::toString);
        }
    }
}
