package dev.wherry.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DateTimeFormatter is the reference: the fast parser may return null, but never a different instant. */
class FixedWidthTimeParserTest {
    private static final ZoneId ZONE = ZoneOffset.ofHoursMinutes(-3, -30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd HH:mm:ss",
                "uuuu-MM-dd'T'HH:mm:ss",
                "uuuu-MM-dd'T'HH:mm:ss.SSS",
                "uuuu-MM-dd HH:mm:ss.SSSSSSSSS",
                "uuuu/MM/dd HH.mm.ss,S",
                "uuuuMMddHHmmss",
                "uuuuMMdd HHmmss"
            })
    void agreesWithDateTimeFormatter(String pattern) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FixedWidthTimeParser fast = FixedWidthTimeParser.of(pattern, ZONE).orElseThrow();
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        for (int i = 0; i < 20_000; i++) {
            String valid = formatter.format(anyTime(random));
            assertThat(fast.apply(valid))
                    .as(() -> "does not parse " + valid + ", seed " + seed)
                    .isNotNull();
            assertAgrees(formatter, fast, valid, seed);
            assertAgrees(formatter, fast, damage(valid, random), seed);
        }
    }

    @Test
    void rejectsDaysAndTimesThatDoNotExist() {
        TextTimeFormat time = TextTimeFormat.ofPattern("uuuu-MM-dd HH:mm:ss", Optional.of(ZoneOffset.UTC));

        assertThat(time.parse("2024-02-29 23:59:59")).isEqualTo(Instant.parse("2024-02-29T23:59:59Z"));
        assertThat(time.parse("2023-02-29 00:00:00")).isNull();
        assertThat(time.parse("2023-12-31 24:00:00")).isNull();
        assertThat(time.parse("2016-12-31 23:59:60")).isNull();
        assertThat(time.parse("0000-01-01 00:00:00")).isEqualTo(Instant.parse("0000-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd",
                "dd.MM.uuuu HH:mm:ss",
                "uuuu-MM-dd HH:mm:ssXXX",
                "uuuu-MM-dd[ ]HH:mm:ss",
                "uu-MM-dd HH:mm:ss"
            })
    void leavesOtherPatternsToDateTimeFormatter(String pattern) {
        assertThat(FixedWidthTimeParser.of(pattern, ZONE)).isEmpty();
    }

    @Test
    void leavesZonesWithDaylightSavingTimeToDateTimeFormatter() {
        assertThat(FixedWidthTimeParser.of("uuuu-MM-dd HH:mm:ss", ZoneId.of("Europe/Copenhagen")))
                .isEmpty();
    }

    private static void assertAgrees(DateTimeFormatter formatter, FixedWidthTimeParser fast, String text, long seed) {
        Instant instant = fast.apply(text);
        if (instant == null) {
            return;
        }
        try {
            assertThat(instant)
                    .as(() -> text + ", seed " + seed)
                    .isEqualTo(LocalDateTime.from(formatter.parse(text))
                            .atZone(ZONE)
                            .toInstant());
        } catch (DateTimeException rejected) {
            throw new AssertionError("accepts " + text + ", seed " + seed, rejected);
        }
    }

    private static LocalDateTime anyTime(Random random) {
        long seconds = random.nextLong(LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC), 253_402_300_800L);
        return LocalDateTime.ofEpochSecond(seconds, random.nextInt(1_000_000_000), ZoneOffset.UTC);
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged.setCharAt(random.nextInt(text.length()), "0123456789 -:.T/x٣".charAt(random.nextInt(18)));
        }
        return damaged.toString();
    }
}
