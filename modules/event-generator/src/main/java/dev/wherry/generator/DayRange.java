package dev.wherry.generator;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The days for which something is generated.
 *
 * @param to the last day
 */
public record DayRange(LocalDate from, LocalDate to) {
    public DayRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last day " + to + " is before the first day " + from);
        }
    }

    public List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Parses {@code 2020-05-19..2020-05-25}, or one day. */
    public static final class Converter implements ITypeConverter<DayRange> {
        @Override
        public DayRange convert(String text) {
            String[] bounds = text.split("\\.\\.", -1);
            try {
                if (bounds.length <= 2) {
                    return new DayRange(LocalDate.parse(bounds[0]), LocalDate.parse(bounds[bounds.length - 1]));
                }
            } catch (DateTimeException noDate) {
                // reported below
            } catch (IllegalArgumentException reversed) {
                throw new TypeConversionException("'" + text + "': " + reversed.getMessage());
            }
            throw new TypeConversionException(
                    "'" + text + "' is no range of days: use 2020-05-19..2020-05-25, or one day");
        }
    }
}
