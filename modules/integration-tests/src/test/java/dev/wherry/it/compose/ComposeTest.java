package dev.wherry.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wherry.it.FileBatches;
import dev.wherry.it.RawTopics;
import dev.wherry.it.WarehouseTables;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
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

/** Builds, fills, scales, kills, stops and restarts the compose project on a real engine. Runs with {@code -Pdocker} only. */
@Tag("docker")
class ComposeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String STREAMS_GROUP = "wherry-streams";
    private static final String RUNNING = "RUNNING";
    private static final Set<Integer> CLEAN_EXIT_CODES = Set.of(0, 130, 143);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void eventsReachTheTablesThroughScalingKillsAndStops() throws Exception {
        DocumentationPage page = DocumentationPage.of("docs/containers.md");
        try (ComposeProject compose = new ComposeProject(directory)) {
            try {
                log("building and starting");
                compose.run("up", "--detach", "--build", "--scale", "users=0", "--scale", "cards=0");
                FileBatches batches = FileBatches.write(
                        directory.resolve("aside"), compose.data().resolve("events/inbox"), 17, 3000);
                batches.dropHalf();
                awaitTasks(compose, 1);

                killOneOfThreeStreamsApps(compose, page, batches);
                killWorkers(compose, page, batches);
                killBroker(compose, batches);
                batches.dropRest();
                check(compose, batches);

                log("trying the documented lines");
                checkDocumentedLines(compose, page);

                log("stopping and starting");
                stop(compose);
                compose.run("start");
                check(compose, batches);

                log("starting the two services");
                compose.run("up", "--detach", "--no-recreate");
                awaitEvents(compose, batches.dropped() + 1020);
                assertEverythingListensOnLoopbackOnly(compose);
                compose.run("stop"); // no file moves any more
                assertTheOwnerCanRemoveEverything(compose.data());
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(failure.getMessage() + "\n" + compose.logs(), failure);
            }
        }
    }

    @Test
    void startsOnlyItsOwnServicesOnAnExistingCluster() throws Exception {
        String command = DocumentationPage.of("docs/containers.md").block("sh", "existing-cluster.env");
        try (ComposeProject compose = new ComposeProject(directory)) {
            String services = compose.runDocumented(command.replace("up --detach connectors", "config --services"));
            String config = compose.runDocumented(command.replace("up --detach connectors", "config"));

            assertThat(Set.copyOf(services.lines().toList()))
                    .isEqualTo(Set.of(
                            "directories",
                            "streams-app",
                            "connect",
                            "connect-rest",
                            "connectors",
                            "watch",
                            "users",
                            "cards"));
            assertContains(config, "CONNECT_SECURITY_PROTOCOL: SASL_SSL");
            assertContains(config, "password=\"$${env:KAFKA_PASSWORD}\"");
        }
    }

    private static void killOneOfThreeStreamsApps(ComposeProject compose, DocumentationPage page, FileBatches batches)
            throws Exception {
        log("scaling the streams app to three, and killing one");
        compose.runDocumented(line(page, "--scale streams-app=3"));
        awaitMembers(compose, 3);
        batches.dropHalf();
        kill(compose, "streams-app");
        awaitMembers(compose, 2);
    }

    private static void killWorkers(ComposeProject compose, DocumentationPage page, FileBatches batches)
            throws Exception {
        log("scaling Connect to two, and killing one, then both");
        compose.runDocumented(line(page, "--scale connect=2"));
        awaitTasks(compose, 2);
        batches.dropHalf();
        kill(compose, "connect");
        awaitTasks(compose, 1);
        batches.dropHalf();
        kill(compose, "connect");
        compose.runDocumented(line(page, "--scale connect=2"));
    }

    private static void killBroker(ComposeProject compose, FileBatches batches) throws Exception {
        log("killing the broker");
        batches.dropHalf();
        kill(compose, "kafka");
        compose.run("start", "kafka");
        await("the broker's previous session is fenced").atMost(PATIENCE).until(() -> compose.run("logs", "kafka")
                .contains("Fencing broker 1"));
    }

    private static void kill(ComposeProject compose, String service) throws Exception {
        compose.docker("kill", "--signal=KILL", compose.containers(service).get(0));
    }

    /** Stops all containers and checks that each exits by itself before the engine kills it. */
    private static void stop(ComposeProject compose) throws Exception {
        List<String> running =
                compose.run("ps", "--format", "{{.Name}}").lines().toList();
        compose.run("stop");
        Map<String, Integer> exitCodes = exitCodes(compose);
        assertThat(running)
                .allSatisfy(name -> assertThat(CLEAN_EXIT_CODES).as(name).contains(exitCodes.get(name)));
    }

    /** Reports progress, because the test takes minutes. */
    private static void log(String step) {
        System.out.println("[ComposeTest] " + step + " ...");
    }

    private static void check(ComposeProject compose, FileBatches batches) throws Exception {
        try (WarehouseTables tables = awaitDatabase(compose)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(batches.differences(tables)).isEmpty());
        }
        Map<String, Integer> records = RawTopics.recordsByFile(compose.bootstrapServers(), "users", "cards");
        assertThat(records.size()).isEqualTo(batches.dropped());
        assertThat(Set.copyOf(records.values())).isEqualTo(Set.of(1));
    }

    private static WarehouseTables awaitDatabase(ComposeProject compose) throws Exception {
        return await("a connection to the database")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> WarehouseTables.at(compose.jdbcUrl()), tables -> true);
    }

    private static void awaitEvents(ComposeProject compose, long events) throws Exception {
        try (WarehouseTables tables = awaitDatabase(compose)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tables.eventsInLedger()).isGreaterThan(events));
        }
    }

    /** Waits until this number of streams app instances share all partitions of the raw topics. */
    private static void awaitMembers(ComposeProject compose, int instances) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", compose.bootstrapServers()))) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<MemberDescription> members =
                        group(admin).members().stream().toList();
                long rawPartitions = members.stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .filter(partition -> partition.topic().startsWith(Topics.raw("")))
                        .distinct()
                        .count();
                assertThat(members).hasSize(instances);
                assertThat(members)
                        .noneMatch(
                                member -> member.assignment().topicPartitions().isEmpty());
                assertThat(rawPartitions).isEqualTo(8);
            });
        }
    }

    private static ConsumerGroupDescription group(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(STREAMS_GROUP))
                .describedGroups()
                .get(STREAMS_GROUP)
                .get();
    }

    /** Waits until all four tasks run, on this number of workers. */
    private static void awaitTasks(ComposeProject compose, int workers) throws Exception {
        String status = "curl -sS 'http://127.0.0.1:18083/connectors?expand=status'";
        await().atMost(PATIENCE).untilAsserted(() -> {
            String answer = compose.runDocumented(status);
            List<String> running = new ArrayList<>();
            for (JsonNode connector : json(answer)) {
                for (JsonNode task : connector.at("/status/tasks")) {
                    if (task.at("/state").asText().equals(RUNNING)) {
                        running.add(task.at("/worker_id").asText());
                    }
                }
            }
            assertThat(running).as(answer).hasSize(4);
            assertThat(new TreeSet<>(running)).as(answer).hasSize(workers);
        });
    }

    /** Parses an answer. Yields an empty object while no worker answers. */
    private static JsonNode json(String answer) {
        try {
            return new ObjectMapper().readTree(answer);
        } catch (IOException noWorker) {
            return new ObjectMapper().createObjectNode();
        }
    }

    private static void checkDocumentedLines(ComposeProject compose, DocumentationPage page) throws Exception {
        String raw = compose.runDocumented(line(page, "--topic raw.cards"));
        String invalid = compose.runDocumented(line(page, "--topic invalid.cards"));
        assertThat(raw).contains("wherry.file:cards/");
        assertThat(raw).contains("Processed a total of 3 messages");
        assertThat(invalid).contains("wherry.reasons:[{\"code\":\"required\"");
        assertThat(invalid).contains("Processed a total of 3 messages");
        assertContains(compose.runDocumented(line(page, "FROM ledger")), "superseded");
        assertContains(compose.runDocumented(line(page, "FROM cards")), "(5 rows)");
        assertContains(compose.runDocumented(line(page, "--group wherry-streams")), "raw.cards");
        assertContains(compose.runDocumented(line(page, "--group connect-wherry-warehouse")), "state.card");
        assertContains(compose.runDocumented(line(page, "expand=status")), RUNNING);
        assertContains(compose.runDocumented(line(page, "/restart?")), "RESTARTING");
    }

    private static String line(DocumentationPage page, String words) {
        return page.blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static void assertContains(String text, String part) {
        assertThat(text).contains(part);
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
        assertThat(published).hasSize(3);
        assertThat(published).allMatch(port -> port.contains("-> 127.0.0.1:"));
    }

    /** Only the owner may enter the data directory, and anybody who may enter it may remove everything in it. */
    private static void assertTheOwnerCanRemoveEverything(Path data) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwxr-x---");
        List<Path> found;
        try (Stream<Path> files = Files.walk(data)) {
            found = files.filter(file -> !file.equals(data)).toList();
        }
        for (Path file : found) {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            assertThat(granted).as(file::toString).contains(PosixFilePermission.OTHERS_READ);
            assertThat(!Files.isDirectory(file) || granted.contains(PosixFilePermission.OTHERS_WRITE))
                    .as(file::toString)
                    .isTrue();
        }
    }
}
