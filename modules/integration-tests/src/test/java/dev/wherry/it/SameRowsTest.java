package dev.wherry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.generator.Faults;
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

/** However the same events come in, the same rows are in the tables. */
class SameRowsTest {
    private static final long SEED = 20_261_121;
    /** Of a valid card. */
    private static final Pattern CARD_ID = Pattern.compile("\"id\": (\\d+),\\s+\"user_id\"");

    @TempDir
    Path directory;

    private Path written;
    private String expected;

    @BeforeEach
    void writeOnceAndRunPlainly() throws Exception {
        written = directory.resolve("written");
        ChallengeEvents challenge = ChallengeEvents.write(written, SEED, 600, Faults.NONE);
        // up to eight ties of a key are decided exactly, and all of this may have been written within one second
        assertTrue(mostEventsOfACard() <= 8);
        Path inbox = directory.resolve("plain");
        copyFeed("users", inbox);
        copyFeed("cards", inbox);
        Path home = directory.resolve("plain-home");
        assertBalances(WherryCommand.run(WherryCommand.runOnceArguments(inbox, home)));
        try (WarehouseTables tables = WarehouseTables.of(home)) {
            assertEquals(List.of(), tables.differences(challenge.cards()));
            expected = tables.digest();
        }
    }

    @Test
    void shuffled_over_directories_and_tasks_dropped_twice_and_stale_copies_last() throws Exception {
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
        // stale copies as a careless operator makes them: new files with new times
        for (Path file : files.subList(0, files.size() / 2)) {
            copyAs(file, inbox, "stale/");
        }

        assertBalances(
                WherryCommand.run(WherryCommand.runOnceArguments(inbox, home, "--source-tasks=3", "--sink-tasks=2")));

        assertSameRows(home);
    }

    @Test
    void as_one_file_of_lines_in_the_order_of_writing() throws Exception {
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
            assertEquals(expected, tables.digest());
        }
    }

    private static void assertBalances(WherryCommand run) {
        assertEquals(0, run.exitCode(), run.err() + run.out());
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

    /** In the order of writing. */
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
