package dev.wherry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenProgressTest {
    private final SeenProgress progress = new SeenProgress();

    @Test
    void whatIsPendingMovesOnlyToNewNumbers() {
        assertThat(progress.moves(snapshot(0, 1))).isTrue();
        assertThat(progress.moves(snapshot(0, 1))).isFalse();
        assertThat(progress.moves(snapshot(0, 9))).isTrue();
        assertThat(progress.moves(snapshot(0, 8))).isFalse();
        assertThat(progress.moves(snapshot(0, 0))).isTrue();
    }

    @Test
    void anObjectThatIsListedAgainAndAgainMovesNothing() {
        progress.moves(snapshot(0, 1));
        progress.moves(snapshot(0, 2));
        progress.moves(snapshot(0, 1));

        for (int i = 0; i < 10; i++) {
            assertThat(progress.moves(snapshot(0, 2)) && progress.moves(snapshot(0, 1)))
                    .isFalse();
        }
        assertThat(progress.moves(snapshot(1, 1))).isTrue();
        assertThat(progress.moves(snapshot(1, 2))).isTrue();
    }

    private static PipelineSnapshot snapshot(long files, long pending) {
        return new PipelineSnapshot(files, pending, 0, Map.of(), 0);
    }
}
