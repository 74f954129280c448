package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.FaultConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events yield the same rows, in whatever order and form they arrive. */
class SameRowsTest {
    private static final long SEED = 20_261_121;
    /** Matches the id of a valid card. */
    private static final Pattern CARD_ID = Pattern.compile("\"id\": (\\d+),\\s+\"user_id\"");

    @TempDir
    Path directory;

    private Path written;
    private String expected;

    @BeforeEach
    void writeOnceAndRunPlainly() throws Exception {
        written = directory.resolve("written");
        ChallengeEvents challenge = ChallengeEvents.write(written, SEED, 600, FaultConfig.NONE);
        // up to eight ties of a key are resolved exactly, and all events may have been written within one second
        assertThat(mostEventsOfACard() <= 8).isTrue();
        Path inbox = directory.resolve("plain");
        copyFeed("users", inbox);
        copyFeed("cards", inbox);
        Path home = directory.resolve("plain-home");
        assertBalances(WherryCommand.run(WherryCommand.runOnceArguments(inbox, home)));
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.differences(challenge.cards())).isEmpty();
            expected = tables.digest();
        }
    }

    @Test
    void shuffledFilesWithDuplicatesAndStaleCopiesOnSeveralTasksYieldTheSameRows() throws Exception {
        Path inbox = directory.resolve("shuffled");
        Path home = directory.resolve("shuffled-home");
        Random random = new Random(SEED);
        List<Path> files = documents();
        Collections.shuffle(files, random);
        for (Path file : files) {
            copyAs(file, inbox, "first/" + random.nextInt(5) + "/", StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (Path file : files) {
            copyAs(file, inbox, "second/" + random.nextInt(5) + "/", StandardCopyOption.COPY_ATTRIBUTES);
        }
        assertBalances(
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--source-tasks=3", "--sink-tasks=2")));
        // stale copies as a careless operator makes them: new files with new modification times
        for (Path file : files.subList(0, files.size() / 2)) {
            copyAs(file, inbox, "stale/");
        }

        assertBalances(
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--source-tasks=3", "--sink-tasks=2")));

        assertSameRows(home);
    }

    @Test
    void oneFileOfLinesInTheOrderOfWritingYieldsTheSameRows() throws Exception {
        Path inbox = directory.resolve("lines");
        Path home = directory.resolve("lines-home");
        for (String feed : List.of("users", "cards")) {
            Files.createDirectories(inbox.resolve(feed));
            List<String> lines = new ArrayList<>();
            for (Path file : documents()) {
                if (file.getParent().endsWith(feed)) {
                    lines.add(Files.readString(file).replaceAll("\\n *", ""));
                }
            }
            Files.write(inbox.resolve(feed).resolve("all.ndjson"), lines, StandardCharsets.UTF_8);
        }

        assertBalances(WherryCommand.run(WherryCommand.runOnceArguments(inbox, home)));

        assertSameRows(home);
    }

    private void assertSameRows(Path home) throws Exception {
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertThat(tables.digest()).isEqualTo(expected);
        }
    }

    private static void assertBalances(WherryCommand run) {
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    }

    private long mostEventsOfACard() throws IOException {
        Map<String, Long> events = new HashMap<>();
        for (Path file : documents()) {
            Matcher id = CARD_ID.matcher(Files.readString(file));
            if (id.find()) {
                events.merge(id.group(1), 1L, Long::sum);
            }
        }
        return Collections.max(events.values());
    }

    /** All files, in the order of writing. */
    private List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(SameRowsTest::modified))
                    .toList());
        }
    }

    private void copyFeed(String feed, Path inbox) throws IOException {
        for (Path file : documents()) {
            if (file.getParent().endsWith(feed)) {
                copyAs(file, inbox, "", StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void copyAs(Path file, Path inbox, String below, StandardCopyOption... options) throws IOException {
        Path target = inbox.resolve(file.getParent().getFileName()).resolve(below + file.getFileName());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, options);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
