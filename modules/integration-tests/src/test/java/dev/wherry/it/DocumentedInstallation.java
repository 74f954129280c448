package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What an operator has on a machine who follows the README, with places below a directory for the printed ones. */
final class DocumentedInstallation {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> TOPICS =
            Set.of("raw.users", "raw.cards", "invalid.users", "invalid.cards", "state.user", "state.card", "ledger");

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
     * @param services where this machine's services are, by what the pages say instead
     */
    static DocumentedInstallation of(Path directory, Map<String, String> services) throws Exception {
        DocumentedInstallation installation = new DocumentedInstallation(directory, services);
        Files.createDirectories(installation.etc());
        Files.createDirectories(installation.inbox());
        try (ChildProcess shell = installation.shell("unpack", readme().block("sh", "tar xzf"))) {
            assertEquals(0, shell.await(), () -> "run mvn verify in the project's directory first: " + shell.output());
        }
        assertTrue(Files.exists(installation.etc().resolve("contracts")));
        return installation;
    }

    static DocumentationPage readme() throws IOException {
        return DocumentationPage.of("README.md").section("In an existing Kafka, Connect and PostgreSQL");
    }

    Path inbox() {
        return directory.resolve("inbox");
    }

    /** What the pages call {@code /etc/wherry}. */
    Path etc() {
        return directory.resolve("etc");
    }

    /** What a page prints, with the places of this machine. */
    String here(String printed) {
        return DocumentationPage.at(places, printed);
    }

    /** Runs what a page prints; what that prints goes to a file of this name. */
    ChildProcess shell(String name, String printed) throws IOException {
        return ChildProcess.shell(directory.resolve(name + ".out"), here(printed));
    }

    /** Starts a worker that has those printed settings beside its own. */
    ConnectWorker worker(String bootstrapServers, String printed) throws Exception {
        return ConnectWorker.start(directory, bootstrapServers, directory.resolve("opt/plugins"), here(printed));
    }

    /** Waits until the streams app has made its topics. */
    static void awaitTopics(Map<String, Object> client, ChildProcess streams) throws Exception {
        try (Admin admin = Admin.create(client)) {
            Await.until(
                    PATIENCE,
                    () -> {
                        assertTrue(streams.isAlive(), streams::output);
                        return admin.listTopics().names().get().containsAll(TOPICS);
                    },
                    streams::output);
        }
    }
}
