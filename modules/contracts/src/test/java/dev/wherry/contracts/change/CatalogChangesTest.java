package dev.wherry.contracts.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogChangesTest {
    private static final String SCHEMA = """
            {"properties": {"id": {"type": "integer"}, "note": {"properties": {"text": {}}}}, "required": ["id"]}""";
    private static final String CONTRACT = """
            type: thing
            feeds: [things]
            match: {/type: thing}
            schema: schema.json
            id: /event
            key: [/id]
            version: [{from: /at, as: timestamp}, {from: /number, as: integer}]
            time: {format: "uuuu-MM-dd HH:mm:ss", zone: UTC}
            keep: latest
            table: things
            columns:
              id: {from: /id, type: bigint}
              name: {from: /name, type: text}
              at: {from: /at, type: timestamptz}
              day: {from: /day, type: date, time: {epoch: seconds}}
              version: {from: "@version", type: bytea}
            """;
    private static final String NOTE = "  note: {from: /note, type: text}\n";

    @TempDir
    Path directory;

    private Map<String, RecordedContract> recorded = new TreeMap<>();

    @Test
    void theFirstStartRecordsEverythingAndSaysNothing() {
        CatalogChanges changes = start(CONTRACT);

        assertThat(changes.notices()).isEmpty();
        assertThat(changes.updates()).containsOnlyKeys("thing");
    }

    @Test
    void anUnchangedContractIsNotRecordedAgain() {
        start(CONTRACT);

        CatalogChanges changes =
                start(CONTRACT.replace("keep: latest\ntable: things", "table: things # as before\nkeep: latest"));

        assertThat(changes.notices()).isEmpty();
        assertThat(changes.updates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    key: [/id]                       | key: [/id, /name]                | `/key of the contract thing was ["/id"] and is ["/id","/name"]`
                    keep: latest                     | keep: first                      | `/keep of the contract thing was latest and is first`
                    id: /event                       | id: /other                       | `/id of the contract thing was /event and is /other`
                    `id: /event\\n`                  | ``                               | `/id of the contract thing was /event and is absent`
                    `, {from: /number, as: integer}` | ``                               | `/version of the contract thing was`
                    as: integer                      | as: text                         | `/version of the contract thing was`
                    from: /number                    | from: /count                     | `/version of the contract thing was`
                    zone: UTC                        | zone: Europe/Berlin              | `/time of the contract thing was`
                    `{from: /id, type: bigint}`      | `{from: /id, type: numeric}`     | `/columns/id of the contract thing was`
                    """)
    void refusesWhatTheStateCannotBeContinuedWith(String part, String replacement, String sentence) {
        start(CONTRACT);

        CatalogChanges changes = start(changed(part.replace("\\n", "\n"), replacement));

        assertThat(changes.refusals())
                .isNotEmpty()
                .allSatisfy(
                        refusal -> assertThat(refusal)
                                .startsWith(directory.resolve("thing/contract.yaml") + ": ")
                                .endsWith(
                                        ", with which the stored state cannot be continued: undo the change, or run `wherry rebuild`, which builds everything again."));
        assertThat(changes.refusals().get(0)).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    feeds: [things]                  | feeds: [others, things]          | /feeds of the contract thing has gained others and applies
                    feeds: [things]                  | feeds: [others]                  | /feeds of the contract thing has gained others and has lost things and applies
                    `match: {/type: thing}`          | `match: {/type: [thing, item]}`  | /match of the contract thing has changed and applies
                    keep: latest                     | `keep: latest\\nskip: {/x: 1}`   | /skip of the contract thing has been added and applies
                    keep: latest                     | `keep: latest\\ndelete: {/x: 1}` | /delete of the contract thing has been added and applies
                    `format: "uuuu-MM-dd HH:mm:ss"`  | `format: [iso, "uuuu-MM-dd"]`    | /time of the contract thing has changed and applies
                    `  name: {from: /name, type: text}\\n` | ``                         | /columns/name of the contract thing has been removed: the column of the table is left as it is
                    `as: timestamp}`                 | `as: timestamp, time: {format: [iso], zone: UTC}}` | /version of the contract thing has changed and applies
                    `epoch: seconds}`                | `epoch: seconds, format: iso}`   | /columns/day of the contract thing takes other texts from now on
                    `  id: {`                        | `  number: {`                    | /columns/number of the contract thing was id before and has only been renamed
                    """)
    void appliesOtherChangesToEventsFromNowOn(String part, String replacement, String sentence) {
        start(CONTRACT);

        String changed = changed(part.replace("\\n", "\n"), replacement.replace("\\n", "\n"));
        CatalogChanges changes = start(changed);

        assertThat(changes.refusals()).isEmpty();
        assertThat(changes.notices()).anySatisfy(notice -> assertThat(notice).startsWith(sentence));
        assertThat(recorded.get("thing").openChanges()).isEmpty();
        assertThat(recorded.get("thing").mayJudgeOtherwise()).isTrue();
        assertThat(start(changed).notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    from: /name            | from: /title           | /columns/name
                    `/name, type: text`    | `/name, type: jsonb`   | /columns/name
                    `/name, type: text`    | `/name, type: text, read: trim` | /columns/name
                    `{epoch: seconds}`     | `{epoch: millis}`      | /columns/day
                    `{epoch: seconds}`     | `{epoch: seconds, zone: Europe/Berlin}` | /columns/day
                    table: things          | table: items           | /table
                    """)
    void saysAtEachStartThatRowsFollowTheFormerContract(String part, String replacement, String pointer) {
        start(CONTRACT);
        String sentence =
                "%s of the contract thing has changed after rows had been written: they follow the former contract until `wherry rebuild thing`."
                        .formatted(pointer);

        assertThat(start(changed(part, replacement)).notices()).containsExactly(sentence);
        assertThat(start(changed(part, replacement)).notices()).containsExactly(sentence);
        assertThat(start(CONTRACT).notices())
                .as("rows may have been written with the change")
                .containsExactly(sentence);

        rebuildRows();

        assertThat(start(CONTRACT).notices()).isEmpty();
    }

    @Test
    void saysAtEachStartThatRowsLackANewColumn() {
        start(CONTRACT);

        for (int i = 0; i < 2; i++) {
            assertThat(start(CONTRACT + NOTE).notices())
                    .containsExactly(
                            "/columns/note of the contract thing was added after rows had been written: they lack it until `wherry rebuild thing`.");
        }
        rebuildRows();
        assertThat(start(CONTRACT + NOTE).notices()).isEmpty();
    }

    @Test
    void aNewColumnThatChangesAgainIsStale() {
        start(CONTRACT);
        start(CONTRACT + NOTE);
        start(CONTRACT + NOTE.replace("text", "jsonb"));

        assertThat(recorded.get("thing").openChanges())
                .extracting(ContractChange::pointer, ContractChange::effect)
                .containsExactly(tuple("/columns/note", Effect.STALE_ROWS));
    }

    @Test
    void aNewColumnThatIsGoneAgainIsNoLongerMissing() {
        start(CONTRACT);
        start(CONTRACT + NOTE);
        start(CONTRACT);

        assertThat(recorded.get("thing").openChanges()).isEmpty();
    }

    @Test
    void anOptionalPropertyNeedsNothing() throws IOException {
        start(CONTRACT);

        assertThat(startWithSchema(SCHEMA.replace("\"text\": {}", "\"text\": {}, \"size\": {\"type\": \"integer\"}"))
                        .notices())
                .containsExactly("/schema of the contract thing has gained optional properties.");
        assertThat(startWithSchema(SCHEMA.replace("[\"id\"]", "[\"id\", \"note\"]"))
                        .notices())
                .containsExactly(
                        "/schema of the contract thing has changed and applies to events from now on: those that were processed before keep their outcome until `wherry rebuild`.");
    }

    @Test
    void aNewTypeOfAFeedThatWasReadKeepsEarlierOutcomes() {
        start(CONTRACT);
        ContractFiles.write(directory, "other", OTHER, "{}");

        assertThat(start(CONTRACT).notices())
                .containsExactly(
                        "The contract other is new: events of its feeds that were processed before keep their outcome until `wherry rebuild`.");
        assertThat(recorded.get("other").mayJudgeOtherwise()).isTrue();
    }

    @Test
    void aNewTypeOfANewFeedNeedsNothing() {
        start(CONTRACT);
        ContractFiles.write(directory, "other", OTHER.replace("[things]", "[others]"), "{}");

        assertThat(start(CONTRACT).notices()).containsExactly("The contract other is new.");
        assertThat(recorded.get("other").mayJudgeOtherwise()).isFalse();
    }

    @Test
    void aTypeMayGoAndComeBack() throws IOException {
        ContractFiles.write(directory, "other", OTHER, "{}");
        start(CONTRACT);
        Files.delete(directory.resolve("other/contract.yaml"));
        Files.delete(directory.resolve("other/schema.json"));
        Files.delete(directory.resolve("other"));

        assertThat(start(CONTRACT).notices())
                .containsExactly("The contract other is gone: its table others is left as it is.");
        assertThat(start(CONTRACT).notices()).isEmpty();

        ContractFiles.write(directory, "other", OTHER.replace("/id", "/number"), "{}");
        assertThat(start(CONTRACT).refusals())
                .anySatisfy(refusal -> assertThat(refusal).contains("/key of the contract other was"));

        ContractFiles.write(directory, "other", OTHER, "{}");
        assertThat(start(CONTRACT).notices())
                .containsExactly(
                        "The contract other is back: events that were processed in the meantime keep their outcome until `wherry rebuild`.");
        assertThat(start(CONTRACT).notices()).isEmpty();
    }

    @Test
    void aRenamedTypeFindsTheRowsOfTheFormerOne() {
        start(CONTRACT);

        assertThat(start(CONTRACT.replace("type: thing\n", "type: item\n")).notices())
                .contains(
                        "The contract thing is gone: its table things is left as it is.",
                        "/table of the contract item has changed after rows had been written: they follow the former contract until `wherry rebuild item`.");
    }

    private static final String OTHER = ContractFiles.THING
            .replace("thing\n", "other\n")
            .replace("thing}", "other}")
            .replace("table: things", "table: others");

    private static String changed(String part, String replacement) {
        assertThat(CONTRACT).contains(part);
        return CONTRACT.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement));
    }

    private CatalogChanges start(String contract) {
        ContractFiles.write(directory, "thing", contract, SCHEMA);
        return start();
    }

    private CatalogChanges startWithSchema(String schema) throws IOException {
        Files.writeString(directory.resolve("thing/schema.json"), schema);
        return start();
    }

    /** Does what the streams app does at its start: refuses, or records. */
    private CatalogChanges start() {
        CatalogChanges changes = CatalogChanges.of(recorded, Catalog.load(directory));
        if (changes.refusals().isEmpty()) {
            changes.updates().forEach((type, record) -> recorded.put(type, RecordedContract.parse(record.text())));
        }
        assertThat(recorded.values()).allSatisfy(record -> assertThat(RecordedContract.parse(record.text()))
                .isEqualTo(record));
        return changes;
    }

    private void rebuildRows() {
        recorded.replaceAll((type, record) -> record.withRebuiltRows());
    }
}
