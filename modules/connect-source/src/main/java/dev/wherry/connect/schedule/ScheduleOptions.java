package dev.wherry.connect.schedule;

import dev.wherry.connect.config.TextValidators;
import dev.wherry.wire.source.DayBound;
import dev.wherry.wire.source.DayRange;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The options that say which days a feed reads, and when. */
public final class ScheduleOptions {
    public static final String DAYS_FROM = "days.from";
    public static final String DAYS_TO = "days.to";
    public static final String DAYS_ZONE = "days.zone";
    public static final String DAYS_MISSING = "days.missing";
    public static final String DAYS_LATE = "days.late";
    public static final String BACKFILL = "backfill";
    public static final String ASKED = "asked";
    public static final String SCHEDULE_EVERY_MS = "schedule.every.ms";
    public static final String SCHEDULE_AT = "schedule.at";
    public static final String SCHEDULE_ZONE = "schedule.zone";

    /** Ten years, which fits into a long as nanoseconds. */
    public static final long MAX_MILLIS = Duration.ofDays(3650).toMillis();

    private ScheduleOptions() {}

    /** Adds the options. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        DAYS_FROM,
                        Type.STRING,
                        "",
                        TextValidators.DAY,
                        Importance.MEDIUM,
                        "The first day: a date, today or yesterday. Required if a template has a day.")
                .define(DAYS_TO, Type.STRING, "today", TextValidators.DAY, Importance.MEDIUM, "The last day.")
                .define(
                        DAYS_ZONE,
                        Type.STRING,
                        "UTC",
                        TextValidators.ZONE,
                        Importance.LOW,
                        "The time zone in which days begin.")
                .define(
                        DAYS_MISSING,
                        Type.STRING,
                        Days.Missing.SKIP.label(),
                        ConfigDef.ValidString.in("skip", "fail", "wait"),
                        Importance.MEDIUM,
                        "What it means that there is nothing of a past day: skip: nothing; fail: a problem; wait: a"
                                + " problem, and the feed counts as pending.")
                .define(
                        DAYS_LATE,
                        Type.INT,
                        3,
                        ConfigDef.Range.between(0, 36_500),
                        Importance.LOW,
                        "A day is read again until so many days after it.")
                .define(
                        BACKFILL,
                        Type.STRING,
                        "",
                        TextValidators.DAYS,
                        Importance.MEDIUM,
                        "Days that are read besides those from days.from to days.to, such as 2019-04-01..2019-04-07.")
                .define(
                        ASKED,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "When the backfill was asked for. Each new text has its days read once more, complete ones"
                                + " included.")
                .define(
                        SCHEDULE_EVERY_MS,
                        Type.LONG,
                        Duration.ofMinutes(1).toMillis(),
                        ConfigDef.Range.between(100, MAX_MILLIS),
                        Importance.MEDIUM,
                        "How often the feed is read, beside the start of the task.")
                .define(
                        SCHEDULE_AT,
                        Type.STRING,
                        "",
                        TextValidators.TIME,
                        Importance.MEDIUM,
                        "The time of day, such as 07:00, at which the feed is read instead.")
                .define(
                        SCHEDULE_ZONE,
                        Type.STRING,
                        "UTC",
                        TextValidators.ZONE,
                        Importance.LOW,
                        "The zone of this time.");
    }

    /**
     * The days of a feed; empty if it has none.
     *
     * @param texts the values of the options, as texts
     */
    public static Optional<Days> days(UnaryOperator<String> texts) {
        return DayBound.of(texts.apply(DAYS_FROM))
                .map(first -> new Days(
                        new DayRange(first, DayBound.of(texts.apply(DAYS_TO)).orElseThrow()),
                        DayRange.of(texts.apply(BACKFILL)),
                        ZoneId.of(texts.apply(DAYS_ZONE)),
                        Days.Missing.ofLabel(texts.apply(DAYS_MISSING)),
                        Integer.parseInt(texts.apply(DAYS_LATE))));
    }

    /**
     * The schedule of a feed.
     *
     * @param texts the values of the options, as texts
     */
    public static Schedule schedule(UnaryOperator<String> texts) {
        String at = texts.apply(SCHEDULE_AT);
        return new Schedule(
                Duration.ofMillis(Long.parseLong(texts.apply(SCHEDULE_EVERY_MS))),
                at.isEmpty() ? null : LocalTime.parse(at),
                ZoneId.of(texts.apply(SCHEDULE_ZONE)));
    }
}
