package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TruthRecorderTest {
    private static final Instant FIRST = VirtualClock.BEGIN;
    private static final Instant SECOND = FIRST.plusSeconds(1);

    private final TruthRecorder cards = new TruthRecorder(ServiceKind.CARDS);

    private static Event card(int event, Instant updatedAt) {
        return new CardEvent(new UUID(0, event), updatedAt, new Card(1, 2, "Ada", FIRST, updatedAt, true));
    }

    private static EventPosition place(long modified) {
        return new EventPosition(modified, "file", 0);
    }

    private static String winner(TruthRecorder truth) {
        TruthTable table = truth.snapshot();
        return table.rows().get(1L).get(table.columns().indexOf("event_id"));
    }

    private static String id(int event) {
        return new UUID(0, event).toString();
    }

    @Test
    void theLatestVersionOfACardCountsHoweverEarlyItCame() {
        cards.record(card(1, SECOND), place(1));
        cards.record(card(2, FIRST), place(2));

        assertThat(winner(cards)).isEqualTo(id(1));
    }

    @Test
    void withinASecondTheLastFileCounts() {
        cards.record(card(1, FIRST), place(2));
        cards.record(card(2, FIRST), place(1));

        assertThat(winner(cards)).isEqualTo(id(1));
    }

    @Test
    void aStaleCopyDoesNotWin() {
        cards.record(card(1, FIRST), place(1));
        cards.record(card(2, FIRST), place(2));
        cards.record(card(1, FIRST), place(3));

        assertThat(winner(cards)).isEqualTo(id(2));
        assertThat(cards.snapshot().counts()).isEqualTo(new Counts(3, 0, 1));
    }

    @Test
    void theFirstEventOfAUserCounts() {
        TruthRecorder users = new TruthRecorder(ServiceKind.USERS);

        users.record(new UserEvent(new UUID(0, 1), SECOND, 1, "Ada", "A", "B", 0.5), place(1));
        users.record(new UserEvent(new UUID(0, 2), FIRST, 1, "Ada", "A", "B", 0.5), place(3));
        users.record(new UserEvent(new UUID(0, 3), FIRST, 1, "Ada", "A", "B", 0.5), place(2));

        String winner =
                users.snapshot().rows().get(1L).get(ServiceKind.USERS.columns().indexOf("event_id"));
        assertThat(winner).isEqualTo(id(3));
    }

    @Test
    void aCardWithoutUserIsInvalidAndMakesNoRow() {
        cards.record(new CardEvent(new UUID(0, 1), FIRST, new Card(1, null, "Ada", FIRST, FIRST, true)), place(1));
        cards.recordCutOff();

        assertThat(cards.snapshot().counts()).isEqualTo(new Counts(2, 2, 0));
    }
}
