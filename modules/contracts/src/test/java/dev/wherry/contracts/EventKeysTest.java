package dev.wherry.contracts;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.CsvDialect;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of an event is read as far as its bytes allow, and never guessed. */
class EventKeysTest {
    @TempDir
    Path directory;

    private EventKeyReader reader;
    private HeaderReader headers = HeaderReader.NONE;

    @BeforeEach
    void load() {
        Catalog catalog = Catalog.load(ContractFiles.write(
                directory, "thing", ContractFiles.THING, "{\"properties\": {\"id\": {\"type\": \"integer\"}}}"));
        reader = catalog.keyReader(catalog.contracts().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"thing\", \"id\": 42}",
                "{\"type\": \"thing\", \"id\": 42.0, \"more\": [1, {}]}",
                "{\"type\": \"thing\", \"id\": 42,",
                "{\"type\": \"thing\", \"id\": 42 ",
                "{\"id\": 42, \"type\": \"thing\", \"name\": \"cut o",
                "{\"id\": 42, \"type\": \"thing\", \"more\": {\"id\": 7, \"list\": [1, 2",
                "{\"id\": 42, \"type\": \"thing\"} {\"id\": 43}",
                "{\"id\": 42, \"type\": \"thing\", \"id\": 42}",
            })
    void readsTheKeyOfCompleteAndBrokenEvents(String event) {
        assertThat(read(event)).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"thing\", \"id\": 42",
                "{\"type\": \"thing\", \"id\": \"x\"}",
                "{\"type\": \"thing\"}",
                "{\"type\": \"thing\", \"id\": null}",
                "{\"id\": 42, \"type\": \"thi",
                "no json",
                "",
            })
    void doesNotGuessAKey(String event) {
        assertThat(read(event)).isEqualTo("unreadable");
    }

    @Test
    void knowsACompleteEventOfAnotherType() {
        assertThat(read("{\"type\": \"other\", \"id\": 42}")).isEqualTo("other type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thing,42,x", "thing,42", "thing,\"42\",\"unclosed", "thing,42,x,y", "thing,42,\"x\"y"})
    void readsTheKeyOfCompleteAndBrokenRows(String row) {
        headers = rows("");

        assertThat(read(row)).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thing", "thing,", "thing,x,x", "thing,\"42", "other,42", ""})
    void doesNotGuessTheKeyOfARow(String row) {
        headers = rows("");

        assertThat(read(row)).isEqualTo("unreadable");
    }

    @Test
    void theLastCellOfATruncatedRowMayNotBeWhole() {
        headers = rows("1000000");

        assertThat(read("thing,42,x")).isEqualTo("42");
        assertThat(read("thing,42")).isEqualTo("unreadable");
    }

    @Test
    void knowsARowOfAnotherType() {
        headers = rows("");

        assertThat(read("other,42,x")).isEqualTo("other type");
    }

    @Test
    void readsTheKeyOfAnEncodedDocument() {
        byte[] format = new ValueFormat(Encoding.UTF_16LE, null).toHeader();

        EventKey key = reader.read(
                "{\"type\": \"thing\", \"id\": 42,".getBytes(UTF_16LE),
                new HeaderReader(name -> name.equals(Headers.FORMAT) ? format : null));

        assertThat(key).isInstanceOfSatisfying(EventKey.Found.class, found -> assertThat(found.key())
                .asString(UTF_8)
                .isEqualTo("42"));
    }

    private static HeaderReader rows(String fullSize) {
        byte[] format = new ValueFormat(
                        Encoding.UTF_8, new ValueFormat.Csv(List.of("type", "id", "name"), CsvDialect.DEFAULT))
                .toHeader();
        return new HeaderReader(name -> switch (name) {
            case Headers.FORMAT -> format;
            case Headers.FULL_SIZE -> fullSize.getBytes(UTF_8);
            default -> null;
        });
    }

    private String read(String event) {
        EventKey key = reader.read(event.getBytes(UTF_8), headers);
        return key instanceof EventKey.Found found
                ? new String(found.key(), UTF_8)
                : key instanceof EventKey.OtherType ? "other type" : "unreadable";
    }
}
