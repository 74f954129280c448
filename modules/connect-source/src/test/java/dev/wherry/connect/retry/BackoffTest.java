package dev.wherry.connect.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesThePauseUpToTheLimit() {
        Backoff backoff = new Backoff(Duration.ofNanos(50), Duration.ofNanos(300));
        List<Long> pauses = LongStream.iterate(backoff.after(0), backoff::after)
                .limit(5)
                .boxed()
                .toList();
        assertThat(pauses).containsExactly(50L, 100L, 200L, 300L, 300L);
    }
}
