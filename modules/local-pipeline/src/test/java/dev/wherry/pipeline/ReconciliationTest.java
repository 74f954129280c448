package dev.wherry.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.wire.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Reconciliation.Feed BALANCED_FEED =
            new Reconciliation.Feed(10, Map.of(Outcome.ACCEPTED, 6L, Outcome.SUPERSEDED, 3L, Outcome.INVALID, 1L));
    private static final Reconciliation.Type BALANCED_TYPE = new Reconciliation.Type("cards", 4, 4, 0);

    @Test
    void balance_when_every_raw_event_has_an_outcome_and_every_key_a_row() {
        assertTrue(new Reconciliation(Map.of("cards", BALANCED_FEED), Map.of("card", BALANCED_TYPE)).isBalanced());
    }

    @Test
    void name_the_feed_whose_events_are_not_accounted_for() {
        Reconciliation books =
                new Reconciliation(Map.of("cards", new Reconciliation.Feed(11, BALANCED_FEED.outcomes())), Map.of());

        assertEquals(List.of("feed cards: 11 raw events, but outcomes of 10"), books.imbalances());
    }

    @Test
    void name_the_table_that_lacks_a_row() {
        Reconciliation books = new Reconciliation(Map.of(), Map.of("card", new Reconciliation.Type("cards", 4, 3, 0)));

        assertEquals(
                List.of("type card: 4 keys in state.card, but 3 rows in table cards and 0 refused"),
                books.imbalances());
    }

    @Test
    void name_the_table_that_has_a_row_too_many() {
        assertEquals(
                1,
                new Reconciliation(Map.of(), Map.of("card", new Reconciliation.Type("cards", 4, 5, 0)))
                        .imbalances()
                        .size());
    }

    @Test
    void a_refused_row_may_be_missing_or_be_the_one_before_it() {
        assertTrue(new Reconciliation.Type("cards", 4, 3, 1).isBalanced());
        assertTrue(new Reconciliation.Type("cards", 4, 4, 1).isBalanced());
    }
}
