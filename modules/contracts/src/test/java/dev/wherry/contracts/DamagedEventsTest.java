package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events damaged at random: none makes the validator throw, and the rows of those that remain valid can be read. */
class DamagedEventsTest {
    private static final String CARD = """
            {"payload": {"id": 875, "user_id": 904, "created_by_name": "Ærø \\u00c5 😀", "updated_at": "2026-11-21 00:14:49",
              "created_at": "2026-11-21 00:14:48", "active": true, "more": [1.5e3, null, {"a": -0.0}]},
             "metadata": {"type": "card", "event_at": "2026-11-21 00:14:50", "event_id": "00060354-48ba-47d8-82e2-6af076a04a52"}}
            """;

    private static final List<String> PIECES = List.of(
            "null",
            "\"",
            "\\u0000",
            "\\ud800",
            "[[[[",
            "]",
            "}",
            "{\"a\":",
            "1e999999999",
            "1e400",
            "-",
            "99999999999999999999",
            ",",
            "true",
            "\u0000",
            "é",
            "\"metadata\":",
            "\"id\":",
            "0",
            ".5",
            " ");

    @Test
    void damageIsAVerdictAndNeverAnException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Catalog catalog = Catalog.load(ContractFiles.SHIPPED);
        EventValidator validator = catalog.validator("cards");
        RowReader rows = catalog.rowReader(catalog.contracts().get(0));
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] event = damaged(random);
            Verdict verdict = assertDoesNotThrow(
                    () -> validator.validate(event, OptionalLong.empty()),
                    () -> new String(event, StandardCharsets.ISO_8859_1) + ", seed " + seed);
            if (verdict instanceof Verdict.Valid accepted) {
                valid++;
                Object id = rows.read(event)[0];
                assertEquals(id.toString(), new String(accepted.key(), StandardCharsets.UTF_8));
            }
        }
        assertTrue(valid > 100, valid + " valid, seed " + seed);
    }

    private static byte[] damaged(Random random) {
        byte[] event = CARD.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(event.length);
            int end = Math.min(event.length, at + random.nextInt(6));
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(4)) {
                case 0 -> event[at] = (byte) random.nextInt(256);
                case 1 -> event = Arrays.copyOf(event, Math.max(1, at));
                default -> event = spliced(event, at, end, piece);
            }
        }
        return event;
    }

    private static byte[] spliced(byte[] event, int from, int to, byte[] piece) {
        byte[] spliced = new byte[event.length - (to - from) + piece.length];
        System.arraycopy(event, 0, spliced, 0, from);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(event, to, spliced, from + piece.length, event.length - to);
        return spliced;
    }
}
