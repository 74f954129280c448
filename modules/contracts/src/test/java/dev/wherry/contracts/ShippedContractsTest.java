package dev.wherry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.HeaderReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Applies the contracts in contracts/ to events in the format of the services. */
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
    void shipsCardAndUser() {
        assertThat(catalog.contracts().stream().map(Contract::type)).containsExactly("card", "user");
        assertThat(List.copyOf(catalog.feeds())).isEqualTo(List.of("cards", "users"));
    }

    @Test
    void aCardMakesARow() {
        Verdict.Valid valid = valid("cards", CARD);

        Object[] row = catalog.rowReader(valid.contract()).read(CARD.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(valid.key(), StandardCharsets.UTF_8)).isEqualTo("875");
        assertThat(row).isEqualTo(new Object[] {
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
        });
    }

    @Test
    void aUserMakesARow() {
        Verdict.Valid valid = valid("users", USER);

        Object[] row = catalog.rowReader(valid.contract()).read(USER.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(valid.key(), StandardCharsets.UTF_8)).isEqualTo("0");
        assertThat(row[4]).isEqualTo(0.7860212738369404);
        assertThat(row[2]).isEqualTo("199 Vaughn Ville Suite 249\nEast Jennifer, MD 79228");
    }

    @Test
    void aCardWithoutAUserHasThatOneReason() {
        List<Reason> reasons = invalid("cards", CARD.replace("\"user_id\": 904,", ""));

        assertThat(reasons)
                .isEqualTo(
                        List.of(new Reason("required", "/payload/user_id", "required property 'user_id' not found")));
    }

    @Test
    void aCardMayHaveUnknownProperties() {
        valid("cards", CARD.replace("\"active\": true", "\"active\": true, \"colour\": \"red\""));
    }

    @Test
    void aLaterChangeOfACardHasAGreaterVersion() {
        byte[] earlier = valid("cards", CARD).version();
        byte[] changedLater =
                valid("cards", CARD.replace("00:14:49", "00:14:50")).version();
        byte[] writtenLater =
                valid("cards", CARD.replace("00:14:50", "00:14:51")).version();

        assertThat(Arrays.compareUnsigned(earlier, writtenLater)).isNegative();
        assertThat(Arrays.compareUnsigned(writtenLater, changedLater)).isNegative();
    }

    @Test
    void theFirstEventOfAUserHasTheGreatestVersion() {
        byte[] first = valid("users", USER).version();
        byte[] second = valid("users", USER.replace("00:11:45", "00:11:46")).version();

        assertThat(Arrays.compareUnsigned(first, second)).isPositive();
    }

    private Verdict.Valid valid(String feed, String event) {
        return Verdicts.valid(validate(feed, event));
    }

    private List<Reason> invalid(String feed, String event) {
        return Verdicts.invalid(validate(feed, event)).reasons();
    }

    private Verdict validate(String feed, String event) {
        return catalog.validator(feed).validate(event.getBytes(StandardCharsets.UTF_8), HeaderReader.NONE);
    }
}
