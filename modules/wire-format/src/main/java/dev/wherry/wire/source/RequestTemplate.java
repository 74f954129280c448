package dev.wherry.wire.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request with placeholders, such as <code>{day}</code> or <code>{last:/id}</code>. Braces that enclose anything
 * else than a name, and references such as <code>${env:NAME}</code>, are literal.
 *
 * @param text as feed files and options contain it
 */
public record RequestTemplate(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-zA-Z][\\w-]*)(?::([^{}]*))?\\}");

    /** The name of the placeholder of the day. */
    public static final String DAY = "day";

    /** The name of the placeholder of the value at {@code next.cursor} in the answer before. */
    public static final String CURSOR = "cursor";

    /** The name of the placeholder of a value in the last item of the answer before. */
    public static final String LAST = "last";

    /** The name of the placeholder of the number of the page. */
    public static final String PAGE = "page";

    /** The name of the placeholder of the number of items before the page. */
    public static final String OFFSET = "offset";

    /** Which names a list of values cannot have. */
    public static final List<String> NAMES = List.of(DAY, CURSOR, LAST, PAGE, OFFSET);

    /**
     * A placeholder.
     *
     * @param argument what follows the colon; null if there is none
     */
    public record Placeholder(String name, @Nullable String argument) {
        /**
         * The day as the placeholder wants it.
         *
         * @throws IllegalArgumentException if its argument does not say how
         */
        public String format(LocalDate day) {
            DayPattern.check(argument);
            return DayPattern.format(day, argument);
        }

        /**
         * Checks the argument of a day.
         *
         * @throws IllegalArgumentException with the reason, to be said of the template
         */
        public void checkDay() {
            DayPattern.check(argument);
        }

        @Override
        public String toString() {
            return "{" + name + (argument == null ? "" : ":" + argument) + "}";
        }
    }

    /** In their order. */
    public List<Placeholder> placeholders() {
        List<Placeholder> found = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(new Placeholder(matcher.group(1), matcher.group(2)));
        }
        return found;
    }

    /** The placeholder of which the whole text consists; empty if there is more than one, or something else. */
    public Optional<Placeholder> single() {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.matches() ? Optional.of(new Placeholder(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The text with values. A placeholder for which there is none, which is null, stays as it is. */
    public String fill(Function<Placeholder, @Nullable String> values) {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String value = values.apply(new Placeholder(matcher.group(1), matcher.group(2)));
            filled.append(text, from, matcher.start()).append(value == null ? matcher.group() : value);
            from = matcher.end();
        }
        return filled.append(text.substring(from)).toString();
    }

    /** Secrets may be part of it. */
    @Override
    public String toString() {
        return "a template with " + placeholders();
    }
}
