package dev.wherry.wire.source;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a bucket belong to a feed: a key with <code>{day}</code> or <code>{day:yyyy/MM/dd}</code> where the day
 * stands, {@code *} for any characters but {@code /}, and {@code **} for any characters.
 *
 * @param text as feed files and options contain it
 */
public record KeyTemplate(String text) {
    private static final Pattern PART = Pattern.compile("\\{day(?::([^{}]*))?\\}|\\*\\*|\\*");

    /** Every object. Behind the patterns, which its constructor uses. */
    public static final KeyTemplate ALL = new KeyTemplate("**");

    /** @throws IllegalArgumentException with the reason, to be said of the template */
    public KeyTemplate {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (text.startsWith("/")) {
            throw new IllegalArgumentException("starts with /, which the keys of a bucket do not");
        }
        String literals = PART.matcher(text).replaceAll("");
        if (literals.contains("{") || literals.contains("}")) {
            throw new IllegalArgumentException("contains a placeholder other than {day} and {day:yyyy/MM/dd}");
        }
        Matcher part = PART.matcher(text);
        while (part.find()) {
            DayPattern.check(part.group(1));
        }
    }

    /** Whether the keys depend on a day. */
    public boolean hasDay() {
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group().startsWith("{")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The keys of one day.
     *
     * @param day null only if there is no day in the template
     */
    public Keys of(@Nullable LocalDate day) {
        StringBuilder regex = new StringBuilder();
        StringBuilder prefix = new StringBuilder();
        boolean literal = true;
        int from = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            literal = append(text.substring(from, part.start()), literal, prefix, regex);
            from = part.end();
            if (part.group().startsWith("{")) {
                literal = append(format(day, part.group(1)), literal, prefix, regex);
            } else {
                literal = false;
                regex.append(part.group().equals("*") ? "[^/]*" : ".*");
            }
        }
        append(text.substring(from), literal, prefix, regex);
        return new Keys(prefix.toString(), Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    private static boolean append(String plain, boolean literal, StringBuilder prefix, StringBuilder regex) {
        regex.append(Pattern.quote(plain));
        if (literal) {
            prefix.append(plain);
        }
        return literal;
    }

    private static String format(@Nullable LocalDate day, @Nullable String pattern) {
        if (day == null) {
            throw new IllegalArgumentException("the template needs a day");
        }
        return DayPattern.format(day, pattern);
    }

    /**
     * The keys that a template describes.
     *
     * @param prefix all of them start with it
     */
    public record Keys(String prefix, Pattern pattern) {
        public boolean contain(String key) {
            return pattern.matcher(key).matches();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
