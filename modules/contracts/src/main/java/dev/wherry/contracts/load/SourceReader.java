package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FeedSource;
import dev.wherry.wire.source.DayBound;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code source} of a feed file. */
final class SourceReader {
    private final YamlMapping source;

    SourceReader(YamlMapping source) {
        this.source = source;
    }

    Optional<FeedSource> read() {
        if (!source.isObjectOf(Set.of(), Set.of("s3", "http", "days", "schedule"))) {
            return Optional.empty();
        }
        if (source.has("s3") == source.has("http")) {
            source.fault("s3", "and http must not both be given, or both be missing", "write one of them");
            return Optional.empty();
        }
        SourceOptions options = new SourceOptions(new TreeMap<>());
        Optional<Boolean> hasDay = source.has("s3")
                ? new S3SourceReader(source.mapping("s3"), options).read()
                : new HttpSourceReader(source.mapping("http"), options).read();
        if (hasDay.isEmpty()) {
            return Optional.empty();
        }
        days(hasDay.get(), options);
        schedule(options);
        SortedMap<String, String> read = options.options();
        return Optional.of(source.has("s3") ? new FeedSource.S3(read) : new FeedSource.Http(read));
    }

    private void days(boolean hasDay, SourceOptions options) {
        boolean s3 = source.has("s3");
        if (hasDay != source.has("days")) {
            source.fault(
                    "days",
                    hasDay
                            ? "is missing, although " + (s3 ? "the key contains a day" : "requests contain a day")
                            : "needs {day} in " + (s3 ? "source.s3.key" : "a request"),
                    hasDay
                            ? "write days: {from: 2019-04-01, to: today}, for example"
                            : (s3 ? "write a key such as \"events/{day}.csv\"" : "write {day} into source.http")
                                    + ", or remove days");
        }
        if (!source.has("days")) {
            return;
        }
        YamlMapping days = source.mapping("days");
        if (!days.isObjectOf(Set.of("from"), Set.of("to", "zone", "missing", "late"))) {
            return;
        }
        day(days, "from", FeedSource.DAYS_FROM, options);
        day(days, "to", FeedSource.DAYS_TO, options);
        options.checked(days, "zone", "days.zone", ZoneId::of, "write one such as UTC or Europe/Berlin");
        days.text("missing", "skip|fail|wait", "write skip, fail or wait")
                .ifPresent(missing -> options.put("days.missing", missing));
        if (days.has("late")) {
            String late = days.get("late").asText();
            if (late.matches("\\d{1,5}d")) {
                options.put("days.late", late.substring(0, late.length() - 1));
            } else {
                days.fault("late", "\"" + late + "\" is not a number of days", "write one such as 3d");
            }
        }
    }

    private static void day(YamlMapping days, String name, String option, SourceOptions options) {
        if (!days.has(name)) {
            return;
        }
        JsonNode value = days.get(name);
        if (DayBound.of(value.asText()).isEmpty()) {
            days.fault(
                    name,
                    "\"" + value.asText() + "\" is not a day",
                    "write a date such as 2019-04-01, today or yesterday");
        }
        options.put(option, value.asText());
    }

    private void schedule(SourceOptions options) {
        if (!source.has("schedule")) {
            return;
        }
        YamlMapping schedule = source.mapping("schedule");
        if (!schedule.isObjectOf(Set.of(), Set.of("every", "at", "zone"))) {
            return;
        }
        if (schedule.has("every") == schedule.has("at")) {
            schedule.fault("every", "and at must not both be given, or both be missing", "write one of them");
        }
        options.duration(schedule, "every", "schedule.every.ms");
        options.checked(schedule, "at", "schedule.at", LocalTime::parse, "write a time such as \"07:00\"");
        options.checked(schedule, "zone", "schedule.zone", ZoneId::of, "write one such as UTC or Europe/Berlin");
    }
}
