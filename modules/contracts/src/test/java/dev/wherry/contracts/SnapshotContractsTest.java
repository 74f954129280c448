package dev.wherry.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.contracts.change.CatalogChanges;
import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.contracts.value.SnapshotVersion;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.receipt.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The word {@code snapshot}: what it says, the versions of rows, and every fault in it. */
class SnapshotContractsTest {
    private static final String LINES = "files: [{names: [\"*.ndjson\"], format: lines}]\nfinished: {quiet: 1s}\n";

    @TempDir
    private Path directory;

    private Catalog catalog(String snapshot, String feed) throws IOException {
        return catalogOf(ContractFiles.THING.replace("keep: latest", "keep: latest\nsnapshot: " + snapshot), feed);
    }

    private Catalog catalogOf(String contract, String feed) throws IOException {
        Path feeds = Files.createDirectories(directory.resolve("feeds"));
        Files.writeString(feeds.resolve("things.yaml"), "feed: things\n" + feed);
        return ContractFiles.catalog(directory, contract);
    }

    @Test
    void readsASnapshot() throws IOException {
        assertThat(catalog("{by: file}", LINES).contracts().get(0).snapshot())
                .contains(new Snapshot(Snapshot.Order.NAME, 1));
        assertThat(catalog("{by: file, order: arrival, shrink: 12.5%}", LINES)
                        .contracts()
                        .get(0)
                        .snapshot())
                .contains(new Snapshot(Snapshot.Order.ARRIVAL, 0.125));
    }

    @Test
    void anArrayNeedsNoQuietTime() throws IOException {
        String array = "files: [{names: [\"*.json\"], format: array}]\n";

        assertThat(catalog("{by: file}", array).contracts().get(0).deletesRows())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Snapshot.Order.class)
    void allRowsOfAFileHaveTheVersionOfTheFile(Snapshot.Order order) throws IOException {
        EventValidator validator = catalog(
                        "{by: file, order: %s}".formatted(order.name().toLowerCase(Locale.ROOT)), LINES)
                .validator("things");
        String earlier = Reading.newId();
        String later = Reading.newId();

        byte[] version = version(validator, "things/b", earlier);

        assertThat(version(validator, "things/b", earlier)).isEqualTo(version);
        assertThat(version).isEqualTo(SnapshotVersion.of(order, "things/b", earlier));
        assertThat(isGreater(version(validator, "things/b", later), version)).isTrue();
        boolean byName = order == Snapshot.Order.NAME;
        assertThat(isGreater(version(validator, "things/a", later), version)).isEqualTo(!byName);
        assertThat(isGreater(version(validator, "things/bb", earlier), version)).isEqualTo(byName);
    }

    private static boolean isGreater(byte[] version, byte[] other) {
        return Arrays.compareUnsigned(version, other) > 0;
    }

    private static byte[] version(EventValidator validator, String file, String reading) {
        return Verdicts.valid(
                        validator.validate("{\"type\": \"thing\", \"id\": 1}".getBytes(UTF_8), headers(file, reading)))
                .version();
    }

    private static HeaderReader headers(String file, String reading) {
        Map<String, byte[]> headers = new HashMap<>();
        headers.put(Headers.FILE, file.getBytes(UTF_8));
        if (reading != null) {
            headers.put(Headers.READING, reading.getBytes(UTF_8));
        }
        return new HeaderReader(headers::get);
    }

    @Test
    void onlyTheOrderOfTheFilesIsPartOfTheState() throws IOException {
        Map<String, RecordedContract> recorded = CatalogChanges.of(Map.of(), catalog("{by: file, shrink: 20%}", LINES))
                .updates();

        assertThat(CatalogChanges.of(recorded, catalog("{by: file, shrink: 30%}", LINES))
                        .notices())
                .singleElement()
                .asString()
                .contains("/snapshot of the contract thing was {\"by\":\"file\",\"shrink\":\"20%\"} and is");
        assertThat(CatalogChanges.of(recorded, catalog("{by: file, shrink: 20%, order: arrival}", LINES))
                        .refusals())
                .hasSize(1);
        assertThat(CatalogChanges.of(recorded, catalogOf(ContractFiles.THING, LINES))
                        .refusals())
                .hasSize(1);
    }

    @Test
    void anEventThatIsNoPartOfAFileIsInvalid() throws IOException {
        EventValidator validator = catalog("{by: file}", LINES).validator("things");
        byte[] event = "{\"type\": \"thing\", \"id\": 1}".getBytes(UTF_8);
        byte[] document = new Reading(Reading.newId(), new Reading.WholeFile(5, "f")).toHeader();

        Stream.of(HeaderReader.NONE, headers("things/a", null), headers("things/a", new String(document, UTF_8)))
                .forEach(headers -> assertThat(Verdicts.invalid(validator.validate(event, headers))
                                .reasons())
                        .extracting(Reason::code)
                        .containsExactly("no_snapshot"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "snapshot: file | /snapshot | is not a mapping",
                "snapshot: {} | /snapshot/by | is missing",
                "snapshot: {by: day} | /snapshot/by | write one of file",
                "snapshot: {by: file, order: size} | /snapshot/order | write one of arrival, name",
                "snapshot: {by: file, shrink: 20} | /snapshot/shrink | write one such as 20%",
                "snapshot: {by: file, shrink: 120%} | /snapshot/shrink | is not a percentage from 0% to 100%",
                "snapshot: {by: file, shrnk: 20%} | /snapshot/shrnk | did you mean shrink?",
                "`snapshot: {by: file}\nversion: [{from: /n, as: integer}]` | /version | the order of the files decides",
            })
    void faults(String lines, String pointer, String text) {
        assertFault(ContractFiles.THING.replace("keep: latest", "keep: latest\n" + lines), LINES, pointer, text);
    }

    @Test
    void faultsOfTheContract() {
        String contract = ContractFiles.THING.replace("keep: latest", "keep: latest\nsnapshot: {by: file}");

        assertFault(contract.replace("keep: latest", "keep: first"), LINES, "/snapshot", "write keep: latest");
        assertFault(contract.replace("[things]", "[things, others]"), LINES, "/feeds", "write one feed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | files of the format document",
                "finished: {quiet: 1s} | files of the format document",
                "files: [{names: ['*.csv'], format: csv}] | write finished: {quiet: 10s} to",
            })
    void faultsOfTheFeed(String feed, String text) {
        String contract = ContractFiles.THING.replace("keep: latest", "keep: latest\nsnapshot: {by: file}");

        assertFault(contract, feed, "/snapshot", text);
    }

    private void assertFault(String contract, String feed, String pointer, String text) {
        InvalidContractsException invalid =
                catchThrowableOfType(InvalidContractsException.class, () -> catalogOf(contract, feed));

        List<Fault> faults = invalid.faults();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.toString()).contains(text);
        });
    }
}
