package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.testing.connect.ConnectWorker;
import dev.wherry.testing.docs.DocumentationPage;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** What an operator installs by following docs/existing-cluster.md, below a test directory instead of the documented paths. */
final class DocumentedInstallation {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> TOPICS = Set.of(
            "raw.users",
            "raw.cards",
            "invalid.users",
            "invalid.cards",
            "state.user",
            "state.card",
            "ledger",
            "files",
            "receipts",
            "contracts");

    private final Path directory;
    private final Map<String, String> places = new HashMap<>();

    private DocumentedInstallation(Path directory, Map<String, String> services) {
        this.directory = directory;
        places.put("/opt/wherry", directory.resolve("opt").toString());
        places.put("/etc/wherry", directory.resolve("etc").toString());
        places.put("/var/lib/wherry", directory.resolve("var").toString());
        places.put("/data/inbox", inbox().toString());
        places.putAll(services);
    }

    /**
     * Installs the archives.
     *
     * @param services the addresses of this machine's services, by those in the documentation
     */
    static DocumentedInstallation of(Path directory, Map<String, String> services) throws Exception {
        DocumentedInstallation installation = new DocumentedInstallation(directory, services);
        Files.createDirectories(installation.etc());
        Files.createDirectories(installation.inbox());
        try (ChildProcess shell = installation.shell("unpack", readme().block("sh", "tar xzf"))) {
            assertThat(shell.await())
                    .as(() -> "run mvn verify in the project's directory first: " + shell.output())
                    .isZero();
        }
        assertThat(installation.etc().resolve("contracts")).exists();
        return installation;
    }

    static DocumentationPage readme() throws IOException {
        return DocumentationPage.of("docs/existing-cluster.md");
    }

    Path inbox() {
        return directory.resolve("inbox");
    }

    /** The documented {@code /etc/wherry}. */
    Path etc() {
        return directory.resolve("etc");
    }

    /** Replaces documented paths and addresses by those of this machine. */
    String localize(String documented) {
        return DocumentationPage.at(places, documented);
    }

    /** Runs a documented script and writes its output to a file of this name. */
    ChildProcess shell(String name, String documented) throws IOException {
        return ChildProcess.shell(directory.resolve(name + ".out"), localize(documented));
    }

    /** Starts a worker with documented settings in addition to its own. */
    ConnectWorker worker(String bootstrapServers, String documented) throws Exception {
        return ConnectWorker.start(directory, bootstrapServers, directory.resolve("opt/plugins"), localize(documented));
    }

    /** Waits until the streams app has created its topics. */
    static void awaitTopics(Map<String, Object> client, ChildProcess streams) throws Exception {
        try (Admin admin = Admin.create(client)) {
            await().atMost(PATIENCE)
                    .failFast(() ->
                            assertThat(streams.isAlive()).as(streams::output).isTrue())
                    .untilAsserted(() -> assertThat(admin.listTopics().names().get())
                            .as(streams::output)
                            .containsAll(TOPICS));
        }
    }
}
