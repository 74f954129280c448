package dev.wherry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LedgerPartsTest {
    @Test
    void aPatternMatchesThePartsOfOneTypeOnly() {
        Pattern corrections = Pattern.compile(LedgerParts.correctionsPattern("trip"));
        Pattern appended = Pattern.compile(LedgerParts.appendPattern("trip"));

        assertThat(LedgerParts.corrections("trip", 12))
                .isEqualTo("sink-trip-12")
                .matches(corrections);
        assertThat(LedgerParts.corrections("trip-1", 2)).doesNotMatch(corrections);
        assertThat(LedgerParts.corrections("round-trip", 2)).doesNotMatch(corrections);
        assertThat(LedgerParts.append("trip") + "-3").matches(appended).doesNotMatch(corrections);
        assertThat(LedgerParts.append("trip-1") + "-3").doesNotMatch(appended);
        assertThat(LedgerParts.keep("trip") + "-3").matches(LedgerParts.keepPattern("trip"));
        assertThat(LedgerParts.keep("trip-1") + "-3").doesNotMatch(LedgerParts.keepPattern("trip"));
    }
}
