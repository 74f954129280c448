package dev.wherry.connect.config;

import dev.wherry.wire.source.DayBound;
import dev.wherry.wire.source.DayRange;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validators of texts. */
public final class TextValidators {
    public static final ConfigDef.Validator DAY = of("a date, today or yesterday", TextValidators::checkDay);
    public static final ConfigDef.Validator DAYS = of("a range of days", TextValidators::checkDays);
    public static final ConfigDef.Validator ZONE = of("a time zone", ZoneId::of);
    public static final ConfigDef.Validator TIME = of("a time such as 07:00", LocalTime::parse);

    private TextValidators() {}

    private static void checkDay(String day) {
        if (DayBound.of(day).isEmpty()) {
            throw new IllegalArgumentException("is not a date such as 2019-04-01, today or yesterday");
        }
    }

    private static void checkDays(String days) {
        if (DayRange.of(days).isEmpty()) {
            throw new IllegalArgumentException("is no range of days such as 2019-04-01..2019-04-07");
        }
    }

    /** What the check does not refuse with an exception. An empty value stands for none. */
    public static ConfigDef.Validator of(String description, Consumer<String> check) {
        return ConfigDef.LambdaValidator.with(
                (option, value) -> {
                    try {
                        if (!String.valueOf(value).isEmpty()) {
                            check.accept(String.valueOf(value));
                        }
                    } catch (IllegalArgumentException | DateTimeException e) {
                        throw new ConfigException(option, value, e.getMessage());
                    }
                },
                () -> description);
    }
}
