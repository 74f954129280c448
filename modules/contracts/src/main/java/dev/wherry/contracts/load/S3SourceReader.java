package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FeedSource;
import dev.wherry.wire.source.DayBound;
import dev.wherry.wire.source.KeyTemplate;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads {@code source} of a feed file. */
final class S3SourceReader {
    private static final Set<String> S3_KEYS = Set.of(
            "key",
            "endpoint",
            "region",
            "path-style",
            "anonymous",
            "credentials",
            "listing-window",
            "finished",
            "parallel");
    /** A reference that a Connect worker resolves. */
    private static final String REFERENCE = "\\$\\{[a-z]+:[^}]+\\}";

    private final YamlMapping source;
    private final SortedMap<String, String> options = new TreeMap<>();

    S3SourceReader(YamlMapping source) {
        this.source = source;
    }

    Optional<FeedSource> read() {
        if (!source.isObjectOf(Set.of("s3"), Set.of("days", "schedule"))) {
            return Optional.empty();
        }
        YamlMapping s3 = source.mapping("s3");
        if (!s3.isObjectOf(Set.of("bucket"), S3_KEYS)) {
            return Optional.empty();
        }
        put(s3, "bucket", "bucket");
        KeyTemplate keys = keys(s3);
        checked(s3, "endpoint", "endpoint", S3SourceReader::checkUrl, "write one such as http://minio:9000");
        put(s3, "region", "region");
        bool(s3, "path-style", "path.style");
        bool(s3, "anonymous", "anonymous");
        credentials(s3);
        duration(s3, "listing-window", "listing.window.ms");
        finished(s3, keys);
        if (s3.has("parallel")) {
            if (!s3.get("parallel").canConvertToInt()
                    || s3.get("parallel").asInt() < 1
                    || s3.get("parallel").asInt() > 64) {
                s3.fault("parallel", "is not a number from 1 to 64", "write 8, for example");
            }
            options.put("parallel", s3.get("parallel").asText());
        }
        days(keys);
        schedule();
        return Optional.of(new FeedSource.S3(options));
    }

    private KeyTemplate keys(YamlMapping s3) {
        Optional<String> text = s3.text("key");
        try {
            KeyTemplate keys = text.map(KeyTemplate::new).orElse(KeyTemplate.ALL);
            options.put("key", keys.text());
            return keys;
        } catch (IllegalArgumentException e) {
            s3.fault("key", String.valueOf(e.getMessage()), "write one such as \"events/{day}/*.csv\"");
            return KeyTemplate.ALL;
        }
    }

    private void credentials(YamlMapping s3) {
        if (!s3.has("credentials")) {
            return;
        }
        if (s3.get("anonymous").asBoolean()) {
            s3.fault("credentials", "does not apply to anonymous access", "remove it, or anonymous");
        }
        YamlMapping credentials = s3.mapping("credentials");
        if (credentials.isObjectOf(Set.of("access-key", "secret-key"), Set.of("session-token"))) {
            put(credentials, "access-key", "access.key");
            reference(credentials, "secret-key", "secret.key");
            reference(credentials, "session-token", "session.token");
        }
    }

    /** The value is not repeated in a message: it may be the secret itself. */
    private void reference(YamlMapping credentials, String name, String option) {
        credentials.text(name).ifPresent(text -> {
            if (!text.matches(REFERENCE)) {
                credentials.fault(
                        name,
                        "is not a reference, and a secret does not belong in this file",
                        "write ${env:NAME} or ${file:/path/of/properties:name}");
            }
            options.put(option, text);
        });
    }

    private void finished(YamlMapping s3, KeyTemplate keys) {
        if (!s3.has("finished")) {
            return;
        }
        YamlMapping finished = s3.mapping("finished");
        if (!finished.isObjectOf(Set.of("then"), Set.of("tag", "move-to"))) {
            return;
        }
        String then = finished.text("then", "keep|tag|move|delete", "write keep, tag, move or delete")
                .orElse("");
        options.put("on.finish", then);
        companion(finished, then, "tag", "tag", "finish.tag", "name=value");
        companion(finished, then, "move", "move-to", "finish.move.to", "done/");
        finished.text("tag")
                .filter(tag -> tag.indexOf('=') < 1)
                .ifPresent(tag ->
                        finished.fault("tag", "\"" + tag + "\" is not name=value", "write one such as loaded=yes"));
        String prefix = keys.text().split("[*{]", 2)[0];
        finished.text("move-to")
                .filter(to -> to.startsWith(prefix))
                .ifPresent(to -> finished.fault(
                        "move-to",
                        "is inside of what is listed (" + (prefix.isEmpty() ? "everything" : prefix)
                                + "), so moved objects would be read again",
                        "write another prefix, or a key that starts with one"));
    }

    private void companion(
            YamlMapping finished, String then, String action, String name, String option, String example) {
        if (then.equals(action) && !finished.has(name)) {
            finished.fault(name, "is missing, which then: " + action + " needs", "write " + name + ": " + example);
        } else if (!then.equals(action) && finished.has(name)) {
            finished.fault(name, "does not apply unless finished objects are to " + action, "remove it");
        }
        finished.text(name).ifPresent(text -> options.put(option, text));
    }

    private void days(KeyTemplate keys) {
        if (keys.hasDay() != source.has("days")) {
            source.fault(
                    "days",
                    keys.hasDay() ? "is missing, although the key contains a day" : "needs {day} in source.s3.key",
                    keys.hasDay()
                            ? "write days: {from: 2019-04-01, to: today}, for example"
                            : "write a key such as \"events/{day}.csv\", or remove days");
        }
        if (!source.has("days")) {
            return;
        }
        YamlMapping days = source.mapping("days");
        if (!days.isObjectOf(Set.of("from"), Set.of("to", "zone", "missing", "late"))) {
            return;
        }
        day(days, "from", FeedSource.DAYS_FROM);
        day(days, "to", FeedSource.DAYS_TO);
        checked(days, "zone", "days.zone", ZoneId::of, "write one such as UTC or Europe/Berlin");
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

    private void day(YamlMapping days, String name, String option) {
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

    private void schedule() {
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
        duration(schedule, "every", "schedule.every.ms");
        checked(schedule, "at", "schedule.at", LocalTime::parse, "write a time such as \"07:00\"");
        checked(schedule, "zone", "schedule.zone", ZoneId::of, "write one such as UTC or Europe/Berlin");
    }

    private void duration(YamlMapping mapping, String name, String option) {
        FeedReader.duration(mapping, name).ifPresent(time -> options.put(option, String.valueOf(time.toMillis())));
    }

    private void put(YamlMapping mapping, String name, String option) {
        mapping.text(name).ifPresent(text -> options.put(option, text));
    }

    private void bool(YamlMapping mapping, String name, String option) {
        if (mapping.has(name)) {
            if (!mapping.get(name).isBoolean()) {
                mapping.fault(name, "is neither true nor false", "write true or false");
            }
            options.put(option, mapping.get(name).asText());
        }
    }

    private void checked(YamlMapping mapping, String name, String option, Consumer<String> check, String remedy) {
        mapping.text(name).ifPresent(text -> {
            try {
                check.accept(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                mapping.fault(name, "\"" + text + "\" is not allowed here", remedy);
            }
            options.put(option, text);
        });
    }

    private static void checkUrl(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("no URL");
        }
    }
}
