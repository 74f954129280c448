package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How events write points in time: a contract's or a column's {@code time}.
 *
 * @param texts the forms of strings, tried in this order
 * @param epoch what numbers count; empty if numbers are no timestamps
 * @param zone the zone in which a point in time has a date
 */
public record TimeFormat(List<TextTimeFormat> texts, Optional<EpochUnit> epoch, ZoneId zone) {
    /** ISO-8601 with an offset. */
    public static final TimeFormat ISO = of(TextTimeFormat.iso(Optional.empty()));

    public TimeFormat {
        texts = List.copyOf(texts);
    }

    /** A single form of strings. */
    public static TimeFormat of(TextTimeFormat text) {
        return new TimeFormat(List.of(text), Optional.empty(), ZoneOffset.UTC);
    }

    /**
     * The instant of a JSON value, MIN and MAX for the infinities; null after adding a problem if the value is not a
     * timestamp.
     */
    public @Nullable Instant read(JsonNode value, ProblemCollector problems) {
        if (value.isNumber() && epoch.isPresent()) {
            return epoch.get().read(value, problems);
        }
        if (!value.isTextual() || texts.isEmpty()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "a timestamp", required()));
            return null;
        }
        for (TextTimeFormat text : texts) {
            Instant instant = text.parse(value.textValue());
            if (instant != null) {
                return instant;
            }
        }
        problems.add(
                ReasonCode.TIMESTAMP_FORMAT,
                "is not a timestamp of the form "
                        + texts.stream().map(TextTimeFormat::toString).collect(Collectors.joining(", or ")));
        return null;
    }

    private String required() {
        return epoch.isEmpty() ? "a string" : texts.isEmpty() ? "a number" : "a number or a string";
    }
}
