package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The format in which the events of one contract write timestamps. */
public final class TimeFormat {
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

    private TimeFormat(
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
    public static TimeFormat iso(Optional<ZoneId> zone) {
        return new TimeFormat("ISO-8601", ISO, zone, Optional.of(new IsoTimeParser()));
    }

    /**
     * A pattern of {@link DateTimeFormatter}, parsed with strict resolution.
     *
     * @param zone the zone of texts that have neither a zone nor an offset
     * @throws IllegalArgumentException if the pattern is invalid, or if its output cannot be parsed back to an instant
     */
    public static TimeFormat ofPattern(String pattern, Optional<ZoneId> zone) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        TimeFormat format =
                new TimeFormat(pattern, formatter, zone, zone.flatMap(z -> FixedWidthTimeParser.of(pattern, z)));
        format.checkRoundTrip();
        return format;
    }

    /**
     * The pattern must be able to parse its own output. Under strict resolution, {@code yyyy} without an era and
     * {@code hh} without am or pm cannot.
     */
    private void checkRoundTrip() {
        try {
            parseWithFormatter(formatter.format(SAMPLE.atZone(zone.orElse(ZoneId.of("UTC")))));
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The instant of a JSON value, MIN and MAX for the infinities; null after adding a problem if the value is not a
     * timestamp.
     */
    public @Nullable Instant read(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "a timestamp", "a string"));
            return null;
        }
        Instant instant = parse(value.textValue());
        if (instant == null) {
            problems.add(ReasonCode.TIMESTAMP_FORMAT, "is not a timestamp of the form " + this);
        }
        return instant;
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
        return LocalDateTime.from(parsed).atZone(local).toInstant();
    }

    @Override
    public String toString() {
        return zone.isPresent() ? name : name + " with an offset";
    }
}
