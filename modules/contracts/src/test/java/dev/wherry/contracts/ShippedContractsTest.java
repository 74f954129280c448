package dev.wherry.contracts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contracts in contracts/, held to events as the services write them. */
class ShippedContractsTest {
    private static final String CARD = """
            {
              "payload": {
                "id": 875,
                "user_id": 904,
                "created_by_name": "Jennifer Burnett",
                "updated_at": "2026-11-21 00:14:49",
                "created_at": "2026-11-21 00:14:48",
                "active": true
              },
              "metadata": {
                "type": "card",
                "event_at": "2026-11-21 00:14:50",
                "event_id": "00060354-48ba-47d8-82e2-6af076a04a52"
              }
            }""";

    private static final String USER = """
            {
              "metadata": {
                "type": "user",
                "event_at": "2026-11-21 00:11:45",
                "event_id": "0032cd63-cd3a-48f1-a79a-fb5580f10830"
              },
              "payload": {
                "id": 0,
                "name": "Laura James",
                "address": "199 Vaughn Ville Suite 249\\nEast Jennifer, MD 79228",
                "job": "Television camera operator",
                "score": 0.7860212738369404
              }
            }""";

    private final Catalog catalog = Catalog.load(ContractFiles.SHIPPED);

    @Test
    void cardAndUserAreShipped() {
        assertEquals(
                List.of("card", "user"),
                catalog.contracts().stream().map(Contract::type).toList());
        assertEquals(List.of("cards", "users"), List.copyOf(catalog.feeds()));
    }

    @Test
    void aCardMakesARow() {
        Verdict.Valid valid = valid("cards", CARD);

        Object[] row = catalog.rowReader(valid.contract()).read(CARD.getBytes(StandardCharsets.UTF_8));

        assertEquals("875", new String(valid.key(), StandardCharsets.UTF_8));
        assertArrayEquals(
                new Object[] {
                    875L,
                    904L,
                    "Jennifer Burnett",
                    Instant.parse("2026-11-21T00:14:48Z"),
                    Instant.parse("2026-11-21T00:14:49Z"),
                    true,
                    UUID.fromString("00060354-48ba-47d8-82e2-6af076a04a52"),
                    Instant.parse("2026-11-21T00:14:50Z"),
                    null,
                    null,
                    null,
                    null
                },
                row);
    }

    @Test
    void aUserMakesARow() {
        Verdict.Valid valid = valid("users", USER);

        Object[] row = catalog.rowReader(valid.contract()).read(USER.getBytes(StandardCharsets.UTF_8));

        assertEquals("0", new String(valid.key(), StandardCharsets.UTF_8));
        assertEquals(0.7860212738369404, row[4]);
        assertEquals("199 Vaughn Ville Suite 249\nEast Jennifer, MD 79228", row[2]);
    }

    @Test
    void aCardWithoutUserIsInvalidForThatReasonAlone() {
        List<Reason> reasons = invalid("cards", CARD.replace("\"user_id\": 904,", ""));

        assertEquals(
                List.of(new Reason("required", "/payload/user_id", "required property 'user_id' not found")), reasons);
    }

    @Test
    void aCardMayHaveMoreThanTheContractKnows() {
        valid("cards", CARD.replace("\"active\": true", "\"active\": true, \"colour\": \"red\""));
    }

    @Test
    void aLaterChangeOfACardIsAGreaterVersion() {
        byte[] earlier = valid("cards", CARD).version();
        byte[] changedLater =
                valid("cards", CARD.replace("00:14:49", "00:14:50")).version();
        byte[] writtenLater =
                valid("cards", CARD.replace("00:14:50", "00:14:51")).version();

        assertTrue(Arrays.compareUnsigned(earlier, writtenLater) < 0);
        assertTrue(Arrays.compareUnsigned(writtenLater, changedLater) < 0);
    }

    @Test
    void theFirstEventOfAUserIsTheGreatestVersion() {
        byte[] first = valid("users", USER).version();
        byte[] second = valid("users", USER.replace("00:11:45", "00:11:46")).version();

        assertTrue(Arrays.compareUnsigned(first, second) > 0);
    }

    private Verdict.Valid valid(String feed, String event) {
        return assertInstanceOf(Verdict.Valid.class, validate(feed, event));
    }

    private List<Reason> invalid(String feed, String event) {
        return assertInstanceOf(Verdict.Invalid.class, validate(feed, event)).reasons();
    }

    private Verdict validate(String feed, String event) {
        return catalog.validator(feed).validate(event.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
    }
}
