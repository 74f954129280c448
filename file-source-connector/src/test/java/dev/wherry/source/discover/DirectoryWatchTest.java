package dev.wherry.source.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operating system's own notifications. */
class DirectoryWatchTest {
    @TempDir
    private Path inbox;

    private Watch watch;
    private final Set<String> heard = new TreeSet<>();
    private boolean missed;

    @BeforeEach
    void open() {
        watch = Discovery.systemWatch();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private FeedDirectory watched(String feed) throws IOException {
        FeedDirectory directory = FeedDirectory.ofFeed(feed, inbox);
        Files.createDirectories(directory.path());
        watch.add(directory);
        return directory;
    }

    private void listenUntil(BooleanSupplier done) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (!done.getAsBoolean()) {
                watch.await(100);
                missed |= !watch.drain(file -> heard.add(file.key()));
            }
        });
    }

    @Test
    void newFilesAreHeardOf() throws IOException {
        FeedDirectory cards = watched("cards");
        FeedDirectory users = watched("users");
        Files.writeString(cards.path().resolve("x.json"), "{}");
        Files.writeString(users.path().resolve("y.json"), "{}");
        listenUntil(() -> heard.equals(Set.of("cards/x.json", "users/y.json")));
    }

    @Test
    void aRenamedDirectoryIsHeardOfUnderItsNewName() throws IOException {
        FeedDirectory before = watched("before");
        Files.move(before.path(), inbox.resolve("after"));
        FeedDirectory after = watched("after");
        Files.writeString(after.path().resolve("x.json"), "{}");
        listenUntil(() -> heard.equals(Set.of("after/x.json")));
    }

    @Test
    void aDirectoryMadeAnewIsHeardOfOnceItIsAddedAgain() throws IOException {
        FeedDirectory cards = watched("cards");
        Files.delete(cards.path());
        Files.createDirectories(cards.path());
        // The removal is heard of asynchronously; scans add every directory again and again, too.
        listenUntil(() -> {
            watch.add(cards);
            touch(cards.path().resolve("x.json"));
            return heard.contains("cards/x.json");
        });
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "{}");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void moreThanTheSystemKeepsIsReportedAsMissed() throws IOException {
        FeedDirectory cards = watched("cards");
        for (int i = 0; i < 2000; i++) {
            Files.writeString(cards.path().resolve(i + ".json"), "{}");
        }
        listenUntil(() -> missed);
        Files.writeString(cards.path().resolve("later.json"), "{}");
        listenUntil(() -> heard.contains("cards/later.json"));
    }

    @Test
    void aDirectoryThatIsNotThereIsPassedOver() {
        watch.add(FeedDirectory.ofFeed("absent", inbox));
        assertFalse(Files.exists(inbox.resolve("absent")));
        assertEquals(Set.of(), heard);
    }
}
