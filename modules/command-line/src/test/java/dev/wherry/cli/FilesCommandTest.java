package dev.wherry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path inbox;

    @TempDir
    Path contracts;

    @BeforeEach
    void writeContracts() throws IOException {
        Path shipped = Path.of("../../contracts");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = contracts.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void saysHowEachFileIsRead() throws IOException {
        Files.createDirectories(contracts.resolve("feeds"));
        Files.writeString(contracts.resolve("feeds/cards.yaml"), """
                feed: cards
                files:
                  - {names: ["*.csv"], format: csv, encoding: latin-1}
                  - {names: ["*.json"], format: array, items: /data}
                """);
        write("cards/a.CSV", "id\n1\n");
        write("cards/sub/b.json.gz", "x");
        write("users/c.ndjson", "1\n2\n");

        assertThat(files()).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "file                 size  read as                what happens",
                        "cards/a.CSV             5  csv, latin-1           read",
                        "cards/sub/b.json.gz     1  array, at /data, gzip  read",
                        "users/c.ndjson          4  lines                  read",
                        "",
                        "Feed cards: 2 to read, 6 bytes",
                        "Feed users: 1 to read, 4 bytes");
    }

    /** The options of a run: of all feeds, and of one. */
    @Test
    void honoursTheOptionsOfTheSource() throws IOException {
        write("cards/a.dat", "id\n1\n");
        write("cards/b.json", "{}");
        write("users/c.json", "[]");
        write("users/d.json", "[]");
        write("trash.bak", "");
        write("crads/e.json", "{}");

        assertThat(files(
                        "--source-option=feed.cards.files=[{\"names\":[\"*.dat\"],\"format\":\"csv\"}]",
                        "--source-option=feed.cards.ignore=b.*",
                        "--source-option=files=[{\"names\":[\"*.json\"],\"format\":\"array\"}]",
                        "--source-option=ignore=d.json,*.bak",
                        "--source-option=feeds=users,cards,crads"))
                .isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "file          size  read as  what happens",
                        "users/c.json     2  array    read",
                        "users/d.json     2  -        expected: listed under ignore",
                        "cards/a.dat      5  csv      read",
                        "cards/b.json     2  -        expected: listed under ignore",
                        "crads/e.json     2  array    read",
                        "trash.bak        0  -        expected: listed under ignore",
                        "",
                        "Feed cards: 1 to read, 5 bytes",
                        "Feed crads: 1 to read, 2 bytes",
                        "Feed users: 1 to read, 2 bytes",
                        "Left alone as expected: 3");
    }

    @Test
    void refusesOptionsThatTheSourceWouldRefuse() {
        assertThat(files("--source-option=ignroe=*.bak")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("wherry: --source-option ignroe: the connector has no such option; did you mean ignore?\n");

        assertThat(files("--source-option=files=[{\"names\":[\"*.json\"],\"format\":\"rows\"}]"))
                .isEqualTo(2);
        assertThat(files("--source-option=feed.crads.ignore=x")).isEqualTo(2);
        assertThat(err.toString().lines().skip(1))
                .hasSize(2)
                .allMatch(line -> line.startsWith("wherry: The connector wherry-files cannot be configured: "))
                .anyMatch(line -> line.contains("/0/format"))
                .anyMatch(line -> line.contains("feed.crads.ignore is not an option of a feed in the list feeds"));
    }

    @Test
    void saysWhatIsNotReadAndWhy() throws IOException {
        write("cards/a.json", "{}");
        write("cards/g.JSONL.bz2", "x");
        write("cards/x.tmp", "x");
        write(".wherry.lock", "");
        write("crads/a.json", "{}");
        write("crads/sub/b.json", "{}");
        write("a.json", "{}");
        Files.createSymbolicLink(inbox.resolve("cards/link.json"), inbox.resolve("a.json"));

        assertThat(files()).isEqualTo(3);

        assertThat(out.toString().lines().map(line -> line.replaceAll("  +[0-9]+  ", " | ")
                        .replaceAll("  +", " | ")))
                .contains(
                        "cards/a.json | document | read",
                        "cards/g.JSONL.bz2 | - | IGNORED: matches no pattern of its feed",
                        "cards/link.json | - | IGNORED: a symbolic link",
                        "cards/x.tmp | - | expected: listed under ignore",
                        ".wherry.lock | - | hidden",
                        "a.json | - | IGNORED: outside the directories of the feeds",
                        "crads | - | IGNORED: no feed of these contracts (2 files; did you mean cards?)",
                        "Left alone as expected: 2",
                        "Not read:",
                        "- The file g.JSONL.bz2 matches no pattern of feed cards: add a rule for such names to"
                                + " feeds/cards.yaml in the contracts, or list them there under ignore.",
                        "- The directory crads/ (2 files; did you mean cards?) in the inbox is no feed of these contracts"
                                + " (cards, users): rename it, add it to the feeds of a contract, or move it out of the"
                                + " inbox.");
    }

    @Test
    void showsTheFirstOfManyFilesUnlessAllAreWanted() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            write("cards/%04d.json".formatted(i), "{}");
        }
        write("cards/x.txt", "x");

        assertThat(files()).isEqualTo(3);
        assertThat(out.toString())
                .contains("cards/0019.json")
                .doesNotContain("cards/0020.json")
                .contains("x.txt")
                .contains("... and 1,980 more; --all lists them.")
                .contains("Feed cards: 2,000 to read, 4,000 bytes");

        assertThat(files("--all")).isEqualTo(3);
        assertThat(out.toString())
                .contains("cards/0020.json", "cards/1999.json")
                .doesNotContain("more; --all");
    }

    /** As root, permissions hide nothing. */
    @Test
    void saysWhatCannotBeRead() throws IOException {
        write("users", "in the place of a directory");
        write("cards/a.json", "{}");

        assertThat(files()).isEqualTo(3);

        assertThat(out.toString())
                .contains("UNREADABLE: a link or file in the place of the feed's directory")
                .contains(
                        "- What is unreadable (1) could hold events: give this user read permission, or take it away.");
    }

    @Test
    void touchesNothing() throws IOException {
        write("cards/sub/a.json", "{}");
        write("orders/a.json", "{}");
        TreeMap<String, FileTime> before = snapshot();

        assertThat(files()).isEqualTo(3);

        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesAnInboxThatDoesNotExist() {
        int exitCode =
                Wherry.execute(new PrintWriter(out), new PrintWriter(err), "files", "--inbox=" + inbox.resolve("none"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("wherry: The inbox " + inbox.resolve("none")
                        + " does not exist. Correct the name, or create it;"
                        + " with --create, `wherry run` creates it.\n");
    }

    @Test
    void contractsWithoutFeedsInTheInboxNeedNone() throws IOException {
        String arguments = "--contracts=" + contracts;
        assertThat(Wherry.execute(new PrintWriter(out), new PrintWriter(err), "files", arguments))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--inbox is missing");

        Files.createDirectories(contracts.resolve("feeds"));
        for (String feed : List.of("cards", "users")) {
            Files.writeString(contracts.resolve("feeds/" + feed + ".yaml"), """
                    feed: %s
                    source: {s3: {bucket: lake}}
                    """.formatted(feed));
        }

        assertThat(Wherry.execute(new PrintWriter(out), new PrintWriter(err), "files", arguments))
                .as(err::toString)
                .isZero();
        assertThat(out.toString())
                .isEqualTo("These contracts read no inbox: each feed has a source in its feed file."
                        + System.lineSeparator());
    }

    private int files(String... options) {
        out.getBuffer().setLength(0);
        List<String> arguments = Stream.concat(
                        Stream.of("files", "--inbox=" + inbox, "--contracts=" + contracts), Stream.of(options))
                .toList();
        return Wherry.execute(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    private void write(String name, String content) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private TreeMap<String, FileTime> snapshot() throws IOException {
        TreeMap<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(inbox)) {
            for (Path path : paths.toList()) {
                times.put(path.toString(), Files.getLastModifiedTime(path));
            }
        }
        return times;
    }
}
