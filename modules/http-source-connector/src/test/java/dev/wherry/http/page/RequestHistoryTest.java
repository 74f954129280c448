package dev.wherry.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops of requests are found in bounded memory. */
class RequestHistoryTest {
    private static final int LIMIT = 100;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "7, 3", "100, 0", "100, 5000", "101, 0", "1000, 0", "777, 5000"})
    void aLoopIsFound(int length, int before) {
        RequestHistory history = new RequestHistory(LIMIT);
        long request = 0;
        while (history.add(request < before ? request : before + (request - before) % length)) {
            assertThat(request).isLessThan(4L * (before + length));
            request++;
        }

        assertThat(request).isGreaterThanOrEqualTo(before + length);
        if (length <= LIMIT) {
            assertThat(request).as("found at once").isEqualTo(before + length);
        }
    }

    @Test
    void requestsThatDifferAreNoLoopAndAreForgotten() {
        RequestHistory history = new RequestHistory(LIMIT);
        for (long request = 0; request < 10_000; request++) {
            assertThat(history.add(request)).isTrue();
        }

        assertThat(history.size()).isEqualTo(LIMIT);
    }
}
