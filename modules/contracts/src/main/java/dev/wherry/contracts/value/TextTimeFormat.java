package dev.wherry.contracts.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A textual form of timestamps. */
public final class TextTimeFormat {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Instant SAMPLE = Instant.parse("2026-11-21T13:14:48.123456789Z");

    private final String name;
    private final DateTimeFormatter formatter;
    private final Optional<ZoneId> zone;
    /** Returns null for texts that it leaves to the formatter. */
    private final Optional<? extends Function<String, Instant>> fastParser;

    private TextTimeFormat(
            String name,
            DateTimeFormatter formatter,
            Optional<ZoneId> zone,
            Optional<? extends Function<String, Instant>> fastParser) {
        this.name = name;
        this.formatter = formatter;
        this.zone = zone;
        this.fastParser = fastParser;
    }

    /**
     * ISO-8601, such as 2026-11-21T00:14:48.5+01:00.
     *
     * @param zone the zone of texts without an offset; if empty, such texts are rejected
     */
    public static TextTimeFormat iso(Optional<ZoneId> zone) {
        return new TextTimeFormat("ISO-8601", ISO, zone, Optional.of(new IsoTimeParser()));
    }

    /**
     * A pattern of {@link DateTimeFormatter}, parsed with strict resolution. A pattern without a time stands for the start
     * of the day.
     *
     * @param zone the zone of texts that have neither a zone nor an offset
     * @throws IllegalArgumentException if the pattern is invalid, or if its output cannot be parsed back to an instant
     */
    public static TextTimeFormat ofPattern(String pattern, Optional<ZoneId> zone) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        TextTimeFormat format =
                new TextTimeFormat(pattern, formatter, zone, zone.flatMap(z -> FixedWidthTimeParser.of(pattern, z)));
        format.checkRoundTrip();
        return format;
    }

    /**
     * The pattern must be able to parse its own output. Under strict resolution, {@code yyyy} without an era and
     * {@code hh} without am or pm cannot.
     */
    private void checkRoundTrip() {
        try {
            String text = formatter.format(SAMPLE.atZone(zone.orElse(ZoneOffset.UTC)));
            parseWithFormatter(text);
            TemporalAccessor parsed = formatter.parse(text);
            if (parsed.query(TemporalQueries.localTime()) == null
                    && Arrays.stream(ChronoField.values())
                            .anyMatch(field -> field.isTimeBased() && parsed.isSupported(field))) {
                throw new DateTimeException("has an incomplete time");
            }
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** The instant, or null if the text is not a timestamp. */
    @Nullable
    Instant parse(String text) {
        if (fastParser.isPresent()) {
            Instant instant = fastParser.get().apply(text);
            if (instant != null) {
                return instant;
            }
        }
        try {
            return switch (text) {
                case "infinity" -> Instant.MAX;
                case "-infinity" -> Instant.MIN;
                default -> parseWithFormatter(text);
            };
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    /**
     * Bypasses the fast parser.
     *
     * @throws DateTimeException if the text is not a timestamp
     */
    Instant parseWithFormatter(String text) {
        TemporalAccessor parsed = formatter.parse(text);
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        ZoneId local = zone.orElseThrow(() -> new DateTimeException("has neither an offset nor a zone"));
        LocalDate date = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return (time == null ? date.atStartOfDay(local) : date.atTime(time).atZone(local)).toInstant();
    }

    @Override
    public String toString() {
        return zone.isPresent() ? name : name + " with an offset";
    }
}
