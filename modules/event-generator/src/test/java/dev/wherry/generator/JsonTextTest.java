package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final Instant AT = Instant.parse("2026-11-21T00:11:45.999Z");
    private static final UUID ID = UUID.fromString("0032cd63-cd3a-48f1-a79a-fb5580f10830");

    @Test
    void aUserIsWrittenAsTheServiceWritesIt() {
        Event user = new UserEvent(
                ID, AT, 912, "Zoë \"Z\" O'Brien", "199 Vale Row\nWoodton, MD 79228", "Baker", 0.00078602127383694);

        String text = JsonText.document(user.document());

        assertThat(text).isEqualTo("""
                {
                  "metadata": {
                    "type": "user",
                    "event_at": "2026-11-21 00:11:45",
                    "event_id": "0032cd63-cd3a-48f1-a79a-fb5580f10830"
                  },
                  "payload": {
                    "id": 912,
                    "name": "Zo\\u00eb \\"Z\\" O'Brien",
                    "address": "199 Vale Row\\nWoodton, MD 79228",
                    "job": "Baker",
                    "score": 0.00078602127383694
                  }
                }""");
    }

    @Test
    void aCardIsWrittenAsTheServiceWritesIt() {
        Event card = new CardEvent(ID, AT, new Card(875, 904, "Ada Hill", AT, AT.plusSeconds(1), true));

        String text = JsonText.document(card.document());

        assertThat(text).isEqualTo("""
                {
                  "payload": {
                    "id": 875,
                    "user_id": 904,
                    "created_by_name": "Ada Hill",
                    "updated_at": "2026-11-21 00:11:46",
                    "created_at": "2026-11-21 00:11:45",
                    "active": true
                  },
                  "metadata": {
                    "type": "card",
                    "event_at": "2026-11-21 00:11:45",
                    "event_id": "0032cd63-cd3a-48f1-a79a-fb5580f10830"
                  }
                }""");
    }

    @Test
    void aLineHoldsNoNewlineAndAnAbsentUserIsAbsent() {
        Event card = new CardEvent(ID, AT, new Card(0, null, "A\u007f\tB\\", AT, AT, false));

        String text = JsonText.line(card.document());

        assertThat(text)
                .isEqualTo(
                        "{\"payload\": {\"id\": 0, \"created_by_name\": \"A\\u007f\\tB\\\\\", \"updated_at\": \"2026-11-21 00:11:45\","
                                + " \"created_at\": \"2026-11-21 00:11:45\", \"active\": false}, \"metadata\": {\"type\": \"card\","
                                + " \"event_at\": \"2026-11-21 00:11:45\", \"event_id\": \"" + ID + "\"}}");
    }
}
