package dev.wherry.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** DateTimeFormatter is the reference: the fast parser may return null, but never a different instant. */
class IsoTimeParserTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final IsoTimeParser fast = new IsoTimeParser();
    private final TextTimeFormat format = TextTimeFormat.iso(Optional.empty());

    @Test
    void agreesWithDateTimeFormatter() {
        for (int i = 0; i < 100_000; i++) {
            String valid = anyTime();
            assertThat(fast.apply(valid))
                    .as(() -> "does not parse " + valid + ", seed " + seed)
                    .isNotNull();
            assertAgrees(valid);
            assertAgrees(damage(valid));
        }
    }

    @Test
    void readsATextWithoutAnOffsetInTheZone() {
        TextTimeFormat local = TextTimeFormat.iso(Optional.of(ZoneOffset.ofHours(2)));

        assertThat(local.parse("2026-11-21T00:00:00")).isEqualTo(Instant.parse("2026-11-20T22:00:00Z"));
        assertThat(local.parse("2026-11-21T00:00:00Z")).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    }

    private void assertAgrees(String text) {
        Instant instant = fast.apply(text);
        if (instant == null) {
            return;
        }
        try {
            assertThat(instant).as(() -> text + ", seed " + seed).isEqualTo(format.parseWithFormatter(text));
        } catch (DateTimeException rejected) {
            throw new AssertionError("accepts " + text + ", seed " + seed, rejected);
        }
    }

    private String anyTime() {
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), 0, ZoneOffset.UTC);
        ZoneOffset offset = random.nextBoolean()
                ? ZoneOffset.UTC
                : ZoneOffset.ofTotalSeconds((random.nextInt(2 * 17 * 60 + 1) - 17 * 60) * 60);
        String seconds = OffsetDateTime.of(local, offset).toString().substring(0, 16) + ":" + (10 + random.nextInt(50));
        String fraction = ".123456789".substring(0, 1 + random.nextInt(10));
        return seconds + (fraction.length() == 1 ? "" : fraction) + offset;
    }

    private String damage(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, any());
                default -> damaged.setCharAt(at, any());
            }
        }
        return damaged.toString();
    }

    private char any() {
        return "0123456789-+:.TZtz٣ ".charAt(random.nextInt(20));
    }
}
