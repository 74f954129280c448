package dev.wherry.contracts.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DateTimeFormatter is right by definition; the fast way may say nothing, but never anything else. */
class FixedWidthTimeTest {
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
        FixedWidthTime fast = FixedWidthTime.of(pattern, ZONE).orElseThrow();
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        for (int i = 0; i < 20_000; i++) {
            String right = formatter.format(anyTime(random));
            assertNotNull(fast.apply(right), () -> "does not know " + right + ", seed " + seed);
            assertSame(formatter, fast, right, seed);
            assertSame(formatter, fast, damaged(right, random), seed);
        }
    }

    @Test
    void leapDaysAndLastSecondsAreHeldToTheCalendar() {
        TimeFormat time = TimeFormat.ofPattern("uuuu-MM-dd HH:mm:ss", java.util.Optional.of(ZoneOffset.UTC));

        assertEquals(Instant.parse("2024-02-29T23:59:59Z"), time.parse("2024-02-29 23:59:59"));
        assertEquals(null, time.parse("2023-02-29 00:00:00"));
        assertEquals(null, time.parse("2023-12-31 24:00:00"));
        assertEquals(null, time.parse("2016-12-31 23:59:60"));
        assertEquals(Instant.parse("0000-01-01T00:00:00Z"), time.parse("0000-01-01 00:00:00"));
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
    void otherPatternsAreLeftToDateTimeFormatter(String pattern) {
        assertTrue(FixedWidthTime.of(pattern, ZONE).isEmpty());
    }

    @Test
    void zonesWithSummerTimeAreLeftToDateTimeFormatter() {
        assertTrue(FixedWidthTime.of("uuuu-MM-dd HH:mm:ss", ZoneId.of("Europe/Copenhagen"))
                .isEmpty());
    }

    private static void assertSame(DateTimeFormatter formatter, FixedWidthTime fast, String text, long seed) {
        Instant instant = fast.apply(text);
        if (instant == null) {
            return;
        }
        try {
            assertEquals(
                    LocalDateTime.from(formatter.parse(text)).atZone(ZONE).toInstant(),
                    instant,
                    () -> text + ", seed " + seed);
        } catch (DateTimeException refused) {
            throw new AssertionError("takes " + text + ", seed " + seed, refused);
        }
    }

    private static LocalDateTime anyTime(Random random) {
        long seconds = random.nextLong(LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC), 253_402_300_800L);
        return LocalDateTime.ofEpochSecond(seconds, random.nextInt(1_000_000_000), ZoneOffset.UTC);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged.setCharAt(random.nextInt(text.length()), "0123456789 -:.T/x٣".charAt(random.nextInt(18)));
        }
        return damaged.toString();
    }
}
