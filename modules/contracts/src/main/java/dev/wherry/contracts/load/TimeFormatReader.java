package dev.wherry.contracts.load;

import dev.wherry.contracts.value.TimeFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Reads {@code time} of a contract file: the format of timestamps. */
final class TimeFormatReader {
    private TimeFormatReader() {}

    static Optional<TimeFormat> read(YamlMapping contract) {
        if (!contract.has("time")) {
            return Optional.of(TimeFormat.iso(Optional.empty()));
        }
        YamlMapping time = contract.mapping("time");
        if (!time.isObjectOf(Set.of(), Set.of("format", "zone"))) {
            return Optional.empty();
        }
        Optional<ZoneId> zone = time.text("zone").flatMap(text -> zone(time, text));
        if (time.has("zone") && zone.isEmpty()) {
            return Optional.empty();
        }
        if (!time.has("format")) {
            return Optional.of(TimeFormat.iso(zone));
        }
        return time.text("format").flatMap(pattern -> format(time, pattern, zone));
    }

    private static Optional<ZoneId> zone(YamlMapping time, String text) {
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

    private static Optional<TimeFormat> format(YamlMapping time, String pattern, Optional<ZoneId> zone) {
        try {
            return Optional.of(TimeFormat.ofPattern(pattern, zone));
        } catch (IllegalArgumentException unusable) {
            time.fault(
                    "format",
                    "\"" + pattern + "\" cannot be used (" + unusable.getMessage() + ")",
                    "write a pattern of Java's DateTimeFormatter with a complete date and time, such as"
                            + " \"uuuu-MM-dd HH:mm:ss\" (uuuu, not yyyy; HH, not hh),"
                            + " and a zone unless the pattern has one");
            return Optional.empty();
        }
    }
}
