package dev.wherry.source.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.source.feed.TestFeeds;
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

/** The operating system's notifications. */
class DirectoryWatchTest {
    @TempDir
    private Path inbox;

    private Watch watch;
    private final Set<String> reported = new TreeSet<>();
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
        FeedDirectory directory = FeedDirectory.ofFeed(TestFeeds.feed(feed), inbox);
        Files.createDirectories(directory.path());
        watch.add(directory);
        return directory;
    }

    private void drainUntil(BooleanSupplier done) {
        await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).until(() -> {
            watch.await(100);
            missed |= !watch.drain(file -> reported.add(file.key()));
            return done.getAsBoolean();
        });
    }

    @Test
    void reportsNewFiles() throws IOException {
        FeedDirectory cards = watched("cards");
        FeedDirectory users = watched("users");
        Files.writeString(cards.path().resolve("x.json"), "{}");
        Files.writeString(users.path().resolve("y.json"), "{}");
        drainUntil(() -> reported.equals(Set.of("cards/x.json", "users/y.json")));
    }

    @Test
    void reportsARenamedDirectoryUnderItsNewName() throws IOException {
        FeedDirectory before = watched("before");
        Files.move(before.path(), inbox.resolve("after"));
        FeedDirectory after = watched("after");
        Files.writeString(after.path().resolve("x.json"), "{}");
        drainUntil(() -> reported.equals(Set.of("after/x.json")));
    }

    @Test
    void reportsARecreatedDirectoryOnceItIsAddedAgain() throws IOException {
        FeedDirectory cards = watched("cards");
        Files.delete(cards.path());
        Files.createDirectories(cards.path());
        // The removal is reported asynchronously. Scans, too, add every directory repeatedly.
        drainUntil(() -> {
            watch.add(cards);
            touch(cards.path().resolve("x.json"));
            return reported.contains("cards/x.json");
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
    void reportsAnOverflow() throws IOException {
        FeedDirectory cards = watched("cards");
        for (int i = 0; i < 2000; i++) {
            Files.writeString(cards.path().resolve(i + ".json"), "{}");
        }
        drainUntil(() -> missed);
        Files.writeString(cards.path().resolve("later.json"), "{}");
        drainUntil(() -> reported.contains("cards/later.json"));
    }

    @Test
    void ignoresAMissingDirectory() {
        watch.add(FeedDirectory.ofFeed(TestFeeds.feed("absent"), inbox));
        assertThat(inbox.resolve("absent")).doesNotExist();
        assertThat(reported).isEmpty();
    }
}
