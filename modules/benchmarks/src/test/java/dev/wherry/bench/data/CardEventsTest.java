package dev.wherry.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardEventsTest {
    private static final int CARDS = 1000;

    private final ObjectMapper json = new ObjectMapper();
    private final CardEvents events = new CardEvents(CARDS);

    @Test
    void every_event_has_350_bytes() {
        for (long number : new long[] {0, 7, 999, 1_000_000, 30_000_000}) {
            assertEquals(350, events.document(number).length);
            assertEquals(350, events.line(number).length);
        }
    }

    @Test
    void as_many_events_in_a_row_as_there_are_cards_tell_of_all_cards() throws IOException {
        Set<Long> cards = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (long number = 5 * CARDS; number < 6 * CARDS; number++) {
            cards.add(payload(events.line(number)).get("id").asLong());
            names.add(events.fileName(number));
        }

        assertEquals(CARDS, cards.size());
        assertEquals(CARDS, names.size());
    }

    @Test
    void a_document_and_a_line_say_the_same_but_for_what_fills_them_up() throws IOException {
        JsonNode document = payload(events.document(17));
        JsonNode line = payload(events.line(17));

        assertEquals(document.get("updated_at"), line.get("updated_at"));
        assertEquals(document.get("id"), line.get("id"));
    }

    private JsonNode payload(byte[] event) throws IOException {
        return json.readTree(event).get("payload");
    }
}
