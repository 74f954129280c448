package dev.wherry.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

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
    void everyEventHas350Bytes() {
        for (long number : new long[] {0, 7, 999, 1_000_000, 30_000_000}) {
            assertThat(events.document(number)).hasSize(350);
            assertThat(events.line(number)).hasSize(350);
        }
    }

    @Test
    void consecutiveEventsCoverAllCards() throws IOException {
        Set<Long> cards = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (long number = 5 * CARDS; number < 6 * CARDS; number++) {
            cards.add(payload(events.line(number)).get("id").asLong());
            names.add(events.fileName(number));
        }

        assertThat(cards).hasSize(CARDS);
        assertThat(names).hasSize(CARDS);
    }

    @Test
    void documentAndLineDifferOnlyInPadding() throws IOException {
        JsonNode document = payload(events.document(17));
        JsonNode line = payload(events.line(17));

        assertThat(line.get("updated_at")).isEqualTo(document.get("updated_at"));
        assertThat(line.get("id")).isEqualTo(document.get("id"));
    }

    private JsonNode payload(byte[] event) throws IOException {
        return json.readTree(event).get("payload");
    }
}
