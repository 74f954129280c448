package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.value.EpochUnit;
import dev.wherry.contracts.value.TextTimeFormat;
import dev.wherry.contracts.value.TimeFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code time}: how a contract, a column or a version field writes points in time. */
final class TimeFormatReader {
    /** In a list of formats: ISO-8601. */
    private static final String ISO = "iso";

    private final YamlMapping time;

    private TimeFormatReader(YamlMapping time) {
        this.time = time;
    }

    /** Empty if the mapping has no {@code time}, or after adding a fault. */
    static Optional<TimeFormat> read(YamlMapping mapping) {
        return mapping.has("time")
                ? new TimeFormatReader(mapping.mapping("time")).read(Optional.empty())
                : Optional.empty();
    }

    /** As {@link #read}, but texts without a zone are in UTC unless {@code time} has a zone. */
    static Optional<TimeFormat> readOfDate(YamlMapping mapping) {
        return mapping.has("time")
                ? new TimeFormatReader(mapping.mapping("time")).read(Optional.of(ZoneOffset.UTC))
                : Optional.empty();
    }

    private Optional<TimeFormat> read(Optional<ZoneId> defaultZone) {
        if (!time.isObjectOf(Set.of(), Set.of("format", "zone", "epoch"))) {
            return Optional.empty();
        }
        Optional<ZoneId> zone = time.text("zone").flatMap(this::zone);
        if (time.has("zone") && zone.isEmpty()) {
            return Optional.empty();
        }
        Optional<EpochUnit> epoch = time.oneOf("epoch", EpochUnit.class);
        if (time.has("epoch") && epoch.isEmpty()) {
            return Optional.empty();
        }
        List<TextTimeFormat> texts = texts(zone.or(() -> defaultZone));
        return texts.isEmpty() && epoch.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimeFormat(texts, epoch, zone.orElse(ZoneOffset.UTC)));
    }

    private Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            time.fault(
                    "zone",
                    "\"" + text + "\" is not a time zone",
                    "write one such as UTC, Europe/Copenhagen or +01:00");
            return Optional.empty();
        }
    }

    /** Without a format, texts are ISO-8601, unless the points in time are numbers. */
    private List<TextTimeFormat> texts(Optional<ZoneId> zone) {
        if (!time.has("format")) {
            return time.has("epoch") ? List.of() : List.of(TextTimeFormat.iso(zone));
        }
        if (!time.get("format").isArray()) {
            return time.text("format").flatMap(text -> text(text, time.pointer("format"), zone)).stream()
                    .toList();
        }
        if (time.get("format").isEmpty()) {
            time.fault("format", "is empty", "write the formats in the order in which they are tried");
        }
        return time.list(
                "format", "iso, \"dd.MM.uuuu HH:mm:ss\"", (JsonNode element, String at) -> time.text(element, at)
                        .flatMap(text -> text(text, at, zone)));
    }

    private Optional<TextTimeFormat> text(String pattern, String pointer, Optional<ZoneId> zone) {
        if (pattern.equals(ISO)) {
            return Optional.of(TextTimeFormat.iso(zone));
        }
        try {
            return Optional.of(TextTimeFormat.ofPattern(pattern, zone));
        } catch (IllegalArgumentException unusable) {
            time.faultAt(
                    pointer,
                    "\"" + pattern + "\" cannot be used (" + unusable.getMessage() + ")",
                    "write iso, or a pattern of Java's DateTimeFormatter with a complete date and time, such as"
                            + " \"uuuu-MM-dd HH:mm:ss\" (uuuu, not yyyy; HH, not hh),"
                            + " and a zone unless the pattern has one");
            return Optional.empty();
        }
    }
}
