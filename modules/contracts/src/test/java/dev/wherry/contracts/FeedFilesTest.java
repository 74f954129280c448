package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wherry.contracts.FeedSettings.OnFinish;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What feed files say, and every fault in them. */
class FeedFilesTest {
    private static final String THINGS = """
            feed: things
            files:
              - {names: ["*.csv"], format: csv}
            ignore: ["*.bak", counter]
            finished: {quiet: 1s, then: archive, archive: /data/archive}
            directories: {remove-empty-after: 1d}
            receipts: {documents: false}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writeTheContract() {
        ContractFiles.write(directory, "thing", ContractFiles.THING, "{}");
    }

    @Test
    void readsAFeedFile() {
        write("things.yaml", THINGS);

        assertThat(Catalog.load(directory).feed("things"))
                .isEqualTo(new FeedSettings(
                        "things",
                        List.of(FileRule.of(Format.CSV, "*.csv")),
                        Optional.of(List.of("*.bak", "counter")),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(OnFinish.ARCHIVE),
                        Optional.of("/data/archive"),
                        Optional.of(Duration.ofDays(1)),
                        Optional.of(false),
                        Optional.empty()));
    }

    @Test
    void aFeedWithoutAFileHasTheDefaults() {
        FeedSettings defaults = Catalog.load(directory).feed("things");

        assertThat(defaults).isEqualTo(FeedSettings.defaults("things"));
        assertThat(defaults.rules()).isEqualTo(FileRule.DEFAULTS);
    }

    @Test
    void everythingButTheNameIsOptional() {
        write("things.yaml", "feed: things\n");

        assertThat(Catalog.load(directory).feed("things")).isEqualTo(FeedSettings.defaults("things"));
    }

    @ParameterizedTest(name = "{1} for {0}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "feed: things | feed: thing | /feed | write feed: things, or rename the file to thing.yaml",
                "feed: things | feeds: things | /feeds | did you mean feed?",
                "feed: things | feed: | /feed | is missing",
                "finished: | finish: | /finish | did you mean finished?",
                "directories: {remove-empty-after: 1d} | sorce: {s3: {}} | /sorce | is unknown",
                "directories: {remove-empty-after: 1d} | days: {} | /days | is unknown",
                "directories: {remove-empty-after: 1d} | schedule: 1d | /schedule | is unknown",
                "format: csv | format: cvs | /files/0/format | write one of document, lines, array, csv",
                "format: csv | format: csv, cvs: {} | /files/0/cvs | did you mean csv?",
                "format: csv | format: csv, csv: {delimeter: x} | /files/0/csv/delimeter | did you mean delimiter?",
                "format: csv | format: csv, other: x | /files/0/other | known keys are csv, encoding, format",
                "counter | sub/counter | /ignore/1 | contains a directory",
                "counter | \"[x\" | /ignore/1 | is not a valid glob",
                "counter | \"*.{a,b}\" | /ignore/1 | write several patterns",
                "counter | 7 | /ignore/1 | is not a string",
                "quiet: 1s | quiet: 1 | /finished/quiet | write one such as 500ms",
                "quiet: 1s | quiet: 1y | /finished/quiet | is not a duration",
                "quiet: 1s | quiet: 4000d | /finished/quiet | write at most 3650d",
                "quiet: 1s | quit: 1s | /finished/quit | did you mean quiet?",
                "then: archive | then: move | /finished/then | write one of archive, delete, keep",
                "then: archive | then: keep | /finished/archive | or write then: archive",
                "archive: /data/archive | archive: archive | /finished/archive | is not an absolute path",
                "remove-empty-after: 1d | remove-empty-after: soon | /directories/remove-empty-after | is not a duration",
                "remove-empty-after: 1d | remove-empty: 1d | /directories/remove-empty | is unknown",
            })
    void reportsAFaultWithItsLocationAndRemedy(String valid, String invalid, String pointer, String message) {
        write("things.yaml", THINGS.replace(valid, invalid));

        assertThat(faults()).anySatisfy(fault -> {
            assertThat(fault.file()).endsWithRaw(Path.of("feeds/things.yaml"));
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.toString()).contains(message);
        });
    }

    @Test
    void aFeedThatNoContractNamesIsAFault() {
        write("thing.yaml", "feed: thing\n");
        write("orders.yaml", "feed: orders\n");

        assertThat(faults())
                .extracting(Fault::problem, Fault::remedy)
                .containsExactly(
                        tuple(
                                "no contract names the feed orders",
                                "add orders to the feeds of a contract; known feeds are things"),
                        tuple("no contract names the feed thing", "did you mean things?"));
    }

    @Test
    void theFeedsOfAnInvalidContractAreNotKnown() {
        ContractFiles.write(directory, "order", "type: order\nfeeds: [orders]\n", "{}");
        write("orders.yaml", "feed: orders\n");

        assertThat(faults()).noneMatch(fault -> fault.problem().startsWith("no contract"));
    }

    @Test
    void reportsTheFaultsOfAllFiles() {
        ContractFiles.write(directory, "order", ContractFiles.THING.replace("type: thing", "tipe: order"), "{}");
        write("things.yaml", THINGS.replace("quiet: 1s", "quiet: 1y").replace("format: csv", "format: cvs"));
        write("orders.yaml", "feed: [\n");

        assertThat(faults())
                .extracting(fault -> fault.file().getFileName().toString() + fault.pointer())
                .contains(
                        "contract.yaml/tipe",
                        "things.yaml/finished/quiet",
                        "things.yaml/files/0/format",
                        "orders.yaml");
    }

    @ParameterizedTest
    @CsvSource({"things.yml", "things.json"})
    void aFeedFileWithAnotherSuffixIsAFault(String name) {
        write(name, "feed: things\n");

        assertThat(faults()).singleElement().asString().contains("rename it to things.yaml");
    }

    @Test
    void ignoresOtherFiles() {
        write("README.md", "no feed");
        write(".things.yaml", "no feed");

        assertThat(Catalog.load(directory).feed("things")).isEqualTo(FeedSettings.defaults("things"));
    }

    @Test
    void aContractInTheDirectoryOfFeedFilesIsAFault() {
        ContractFiles.write(directory, "feeds", ContractFiles.THING, "{}");

        assertThat(faults())
                .anySatisfy(fault -> assertThat(fault.toString()).contains("is in the directory for feeds"));
    }

    @Test
    void feedFilesDoNotChangeTheDigest() {
        Catalog before = Catalog.load(directory);
        write("things.yaml", THINGS);
        Catalog after = Catalog.load(directory);

        assertThat(after.definition(after.contracts().get(0)))
                .isEqualTo(before.definition(before.contracts().get(0)));
    }

    private List<Fault> faults() {
        return catchThrowableOfType(InvalidContractsException.class, () -> Catalog.load(directory))
                .faults();
    }

    private void write(String name, String content) {
        try {
            Files.createDirectories(directory.resolve("feeds"));
            Files.writeString(directory.resolve("feeds").resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
