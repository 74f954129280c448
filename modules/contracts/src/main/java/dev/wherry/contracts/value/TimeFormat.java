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

/** How the timestamps of one contract are written. */
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
    /** Answers null where it does not know. */
    private final Optional<? extends Function<String, Instant>> fast;

    private TimeFormat(
            String name,
            DateTimeFormatter formatter,
            Optional<ZoneId> zone,
            Optional<? extends Function<String, Instant>> fast) {
        this.name = name;
        this.formatter = formatter;
        this.zone = zone;
        this.fast = fast;
    }

    /** ISO-8601, such as 2026-11-21T00:14:48.5+01:00. Texts without an offset are times of the zone, or refused where there is none. */
    public static TimeFormat iso(Optional<ZoneId> zone) {
        return new TimeFormat("ISO-8601", ISO, zone, Optional.of(new IsoTime()));
    }

    /**
     * A pattern of {@link DateTimeFormatter}, read strictly.
     *
     * @param zone where texts are that name neither zone nor offset themselves
     * @throws IllegalArgumentException if the pattern is none, or if what it writes cannot be read back as an instant
     */
    public static TimeFormat ofPattern(String pattern, Optional<ZoneId> zone) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        TimeFormat format = new TimeFormat(pattern, formatter, zone, zone.flatMap(z -> FixedWidthTime.of(pattern, z)));
        format.prove();
        return format;
    }

    /** A text that the pattern itself writes has to be readable: yyyy without an era, hh without am or pm are not, strictly. */
    private void prove() {
        try {
            slow(formatter.format(SAMPLE.atZone(zone.orElse(ZoneId.of("UTC")))));
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** The instant of a JSON value, or null if it is none, which has then been said. MIN and MAX for the infinities. */
    public Instant read(JsonNode value, ProblemCollector complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where a timestamp needs a text");
            return null;
        }
        Instant instant = parse(value.textValue());
        if (instant == null) {
            complaints.add(ReasonCode.TIMESTAMP_FORMAT, "is no timestamp of the form " + this);
        }
        return instant;
    }

    /** The instant, or null if the text is none. */
    Instant parse(String text) {
        if (fast.isPresent()) {
            Instant instant = fast.get().apply(text);
            if (instant != null) {
                return instant;
            }
        }
        try {
            return switch (text) {
                case "infinity" -> Instant.MAX;
                case "-infinity" -> Instant.MIN;
                default -> slow(text);
            };
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    /** The instant by way of DateTimeFormatter alone. Throws DateTimeException if the text is none. */
    Instant slow(String text) {
        TemporalAccessor parsed = formatter.parse(text);
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        ZoneId local = zone.orElseThrow(() -> new DateTimeException("names neither an offset nor a zone"));
        return LocalDateTime.from(parsed).atZone(local).toInstant();
    }

    @Override
    public String toString() {
        return zone.isPresent() ? name : name + " with an offset";
    }
}
