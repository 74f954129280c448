package dev.wherry.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.wire.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSnapshotTest {
    private static final Map<Outcome, Long> THREE = Map.of(Outcome.ACCEPTED, 2L, Outcome.INVALID, 1L);

    @Test
    void a_feed_that_only_the_ledger_knows_is_not_part_of_any_sum() {
        PipelineSnapshot now = snapshot(Map.of("cards", 5L), Map.of("cards", THREE, "gone", THREE));

        assertEquals(5, now.rawEvents());
        assertEquals(2, now.count(Outcome.ACCEPTED));
        assertEquals(2, now.lag());
    }

    @Test
    void what_one_feed_lacks_no_other_feed_makes_up() {
        PipelineSnapshot now = snapshot(Map.of("cards", 5L, "users", 1L), Map.of("cards", THREE, "users", THREE));

        assertEquals(2, now.lag());
        assertFalse(now.feeds().get("cards").isBalanced());
        assertFalse(now.feeds().get("users").isBalanced());
    }

    @Test
    void a_feed_without_events_balances_before_the_ledger_knows_it() {
        assertTrue(snapshot(Map.of("cards", 0L), Map.of()).feeds().get("cards").isBalanced());
    }

    private static PipelineSnapshot snapshot(Map<String, Long> raw, Map<String, Map<Outcome, Long>> ledger) {
        return new PipelineSnapshot(1, 0, Reconciliation.Feed.of(raw, ledger), 7);
    }
}
