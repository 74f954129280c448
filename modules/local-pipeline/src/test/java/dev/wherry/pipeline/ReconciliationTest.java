package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Reconciliation.Feed BALANCED_FEED =
            new Reconciliation.Feed(10, Map.of(Outcome.ACCEPTED, 6L, Outcome.SUPERSEDED, 3L, Outcome.INVALID, 1L));
    private static final Reconciliation.Type BALANCED_TYPE = new Reconciliation.StateTable("cards", 4, 4, 0, 0);

    @Test
    void balancesIfEveryRawEventHasAnOutcomeAndEveryKeyARow() {
        assertThat(new Reconciliation(Map.of("cards", BALANCED_FEED), Map.of("card", BALANCED_TYPE), Map.of())
                        .isBalanced())
                .isTrue();
    }

    @Test
    void namesTheFeedWithUnaccountedEvents() {
        Reconciliation books = new Reconciliation(
                Map.of("cards", new Reconciliation.Feed(11, BALANCED_FEED.outcomes())), Map.of(), Map.of());

        assertThat(books.imbalances()).isEqualTo(List.of("feed cards: 11 raw events, but 10 outcomes"));
    }

    @Test
    void namesTheTableThatLacksARow() {
        Reconciliation books = new Reconciliation(
                Map.of(), Map.of("card", new Reconciliation.StateTable("cards", 4, 3, 0, 0)), Map.of());

        assertThat(books.imbalances())
                .isEqualTo(List.of("type card: 4 keys in state.card, but 3 rows in table cards and 0 rejected"));
    }

    @Test
    void namesTheTableThatHasAnExtraRow() {
        assertThat(new Reconciliation(
                                Map.of(), Map.of("card", new Reconciliation.StateTable("cards", 4, 5, 0, 0)), Map.of())
                        .imbalances()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void everyAcceptedEventOfAnEventTableIsARowOrRejected() {
        assertThat(new Reconciliation.EventTable("visits", 5, 3, 2).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.EventTable("visits", 5, 4, 2).isBalanced())
                .isFalse();
        assertThat(new Reconciliation(
                                Map.of(), Map.of("visit", new Reconciliation.EventTable("visits", 5, 3, 1)), Map.of())
                        .imbalances())
                .isEqualTo(List.of("type visit: 5 events accepted, but 3 rows in table visits and 1 rejected"));
    }

    @Test
    void aHistoryHasARowForEachKeyAndAtMostOneForEachEvent() {
        assertThat(new Reconciliation.History("cards_history", 5, 2, 5, 0).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.History("cards_history", 5, 2, 1, 1).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.History("cards_history", 5, 2, 1, 0).isBalanced())
                .isFalse();
        assertThat(new Reconciliation(
                                Map.of(),
                                Map.of(),
                                Map.of("card", new Reconciliation.History("cards_history", 5, 2, 5, 1)))
                        .imbalances())
                .isEqualTo(List.of("type card: 5 valid events and 2 keys in state.card, but 5 rows in table"
                        + " cards_history and 1 rejected"));
    }

    @Test
    void acceptsThatARejectedRowIsMissingOrOld() {
        assertThat(new Reconciliation.StateTable("cards", 4, 3, 1, 0).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.StateTable("cards", 4, 4, 1, 0).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.StateTable("cards", 4, 5, 1, 0).isBalanced())
                .isFalse();
    }

    @Test
    void acceptsThatARejectedDeletionLeavesARow() {
        assertThat(new Reconciliation.StateTable("cards", 4, 5, 1, 1).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.StateTable("cards", 4, 4, 1, 1).isBalanced())
                .isTrue();
        assertThat(new Reconciliation.StateTable("cards", 4, 6, 1, 1).isBalanced())
                .isFalse();
    }
}
