package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.wire.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSnapshotTest {
    private static final Map<Outcome, Long> THREE = Map.of(Outcome.ACCEPTED, 2L, Outcome.INVALID, 1L);

    @Test
    void ignoresAFeedThatOnlyTheLedgerKnows() {
        PipelineSnapshot now = snapshot(Map.of("cards", 5L), Map.of("cards", THREE, "gone", THREE));

        assertThat(now.rawEvents()).isEqualTo(5);
        assertThat(now.count(Outcome.ACCEPTED)).isEqualTo(2);
        assertThat(now.lag()).isEqualTo(2);
    }

    @Test
    void doesNotOffsetOneFeedAgainstAnother() {
        PipelineSnapshot now = snapshot(Map.of("cards", 5L, "users", 1L), Map.of("cards", THREE, "users", THREE));

        assertThat(now.lag()).isEqualTo(2);
        assertThat(now.feeds().get("cards").isBalanced()).isFalse();
        assertThat(now.feeds().get("users").isBalanced()).isFalse();
    }

    @Test
    void aFeedWithoutEventsBalancesBeforeTheLedgerKnowsIt() {
        assertThat(snapshot(Map.of("cards", 0L), Map.of()).feeds().get("cards").isBalanced())
                .isTrue();
    }

    private static PipelineSnapshot snapshot(Map<String, Long> raw, Map<String, Map<Outcome, Long>> ledger) {
        return new PipelineSnapshot(1, 0, 0, Reconciliation.Feed.of(raw, ledger), 7);
    }
}
