package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyDirectoriesTest {
    private static final Duration OLD = Duration.ofDays(2);

    @TempDir
    Path directory;

    private TestInbox test;
    private Path feed;

    @BeforeEach
    void makeInbox() throws IOException {
        test = new TestInbox(directory);
        feed = Files.createDirectories(test.inbox.resolve("cards"));
        test.config.put(
                "feed.cards.remove.empty.directories.after.ms",
                String.valueOf(Duration.ofDays(1).toMillis()));
    }

    @Test
    void removesOldEmptyDirectoriesFromTheInnermostOutwards() throws IOException {
        make("a/b/c");
        make("a/d");
        make("2026/11.json/28");
        List.of("a/b/c", "a/b", "a/d", "a", "2026/11.json/28", "2026/11.json", "2026")
                .forEach(this::age);
        age("");

        test.start().drain();

        assertThat(feed).isEmptyDirectory();
    }

    @Test
    void keepsDirectoriesThatAreYoungOrInUse() throws IOException {
        make("young");
        test.write("cards/with-file/x.txt", "x");
        test.write("cards/with-hidden-file/.keep", "");
        make("with-directory/young");
        make("with-link");
        Files.createSymbolicLink(feed.resolve("with-link/x"), directory);
        List.of("with-file", "with-hidden-file", "with-directory", "with-link").forEach(this::age);

        test.start().drain();

        assertThat(feed).isDirectoryContaining("glob:**/young");
        assertThat(feed.resolve("with-directory/young")).isDirectory();
        assertThat(List.of("with-file", "with-hidden-file", "with-directory", "with-link"))
                .allSatisfy(name -> assertThat(feed.resolve(name)).isNotEmptyDirectory());
    }

    @Test
    void removesNothingUnlessTheFeedSaysSo() throws IOException {
        test.config.put("feeds", "cards,users");
        Path other = Files.createDirectories(test.inbox.resolve("users/a"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.now().minus(OLD)));
        make("a");
        age("a");

        test.start().drain();

        assertThat(other).isDirectory();
        assertThat(feed.resolve("a")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsUsedAgainLosesNothing() throws IOException {
        make("a");
        age("a");
        FakeWorker worker = test.start(new DelegatingDisk() {
            @Override
            public void deleteDirectory(Path path) throws IOException {
                test.write("cards/a/x.json", "[1]");
                super.deleteDirectory(path);
            }
        });

        worker.drain();
        test.rescanBecomesDue();
        worker.drain();

        assertThat(test.values()).containsExactly("[1]");
    }

    @Test
    void aFileThatTakesADirectorysPlaceIsNotDeleted() throws IOException {
        make("a");
        age("a");
        FakeWorker worker = test.start(new DelegatingDisk() {
            @Override
            public void deleteDirectory(Path path) throws IOException {
                Files.delete(path);
                Files.writeString(path, "x");
                super.deleteDirectory(path);
            }
        });

        worker.drain();

        assertThat(feed.resolve("a")).hasContent("x");
    }

    @Test
    void aDirectoryThatIsMadeAgainIsReadAgain() throws IOException {
        make("a");
        age("a");
        FakeWorker worker = test.start();
        worker.drain();
        assertThat(feed.resolve("a")).doesNotExist();

        test.write("cards/a/x.json", "[1]");
        test.rescanBecomesDue();
        worker.drain();

        assertThat(test.values()).containsExactly("[1]");
    }

    private void make(String name) throws IOException {
        Files.createDirectories(feed.resolve(name));
    }

    private void age(String name) {
        try {
            Files.setLastModifiedTime(
                    feed.resolve(name), FileTime.from(Instant.now().minus(OLD)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
