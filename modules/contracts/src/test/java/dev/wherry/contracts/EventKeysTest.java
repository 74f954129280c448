package dev.wherry.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    @BeforeEach
    void load() {
        Catalog catalog = ContractFiles.catalog(directory, ContractFiles.THING);
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

    private String read(String event) {
        EventKey key = reader.read(event.getBytes(UTF_8));
        return key instanceof EventKey.Found found
                ? new String(found.key(), UTF_8)
                : key instanceof EventKey.OtherType ? "other type" : "unreadable";
    }
}
