package dev.wherry.contracts.load;

import java.net.URI;
import java.time.DateTimeException;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns the keys of {@code source} into options of a connector.
 *
 * @param options what is read so far
 */
record SourceOptions(SortedMap<String, String> options) {
    /** A reference that a Connect worker resolves. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[a-z]+:[^}]+\\}");

    /** Whether the text contains a reference. */
    static boolean hasReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    void put(String option, String value) {
        options.put(option, value);
    }

    void text(YamlMapping mapping, String name, String option) {
        mapping.text(name).ifPresent(text -> options.put(option, text));
    }

    void duration(YamlMapping mapping, String name, String option) {
        FeedReader.duration(mapping, name).ifPresent(time -> options.put(option, String.valueOf(time.toMillis())));
    }

    /** A number within bounds. */
    void number(YamlMapping mapping, String name, String option, int least, int most) {
        if (!mapping.has(name)) {
            return;
        }
        if (!mapping.get(name).canConvertToInt()
                || mapping.get(name).asInt() < least
                || mapping.get(name).asInt() > most) {
            mapping.fault(name, "is not a number from " + least + " to " + most, "write 8, for example");
        }
        options.put(option, mapping.get(name).asText());
    }

    void bool(YamlMapping mapping, String name, String option) {
        if (mapping.has(name)) {
            if (!mapping.get(name).isBoolean()) {
                mapping.fault(name, "is neither true nor false", "write true or false");
            }
            options.put(option, mapping.get(name).asText());
        }
    }

    /** A text that the check does not refuse with an exception. */
    void checked(YamlMapping mapping, String name, String option, Consumer<String> check, String remedy) {
        mapping.text(name).ifPresent(text -> {
            try {
                check.accept(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                mapping.fault(name, "\"" + text + "\" is not allowed here", remedy);
            }
            options.put(option, text);
        });
    }

    /** A secret. The value is not repeated in a message: it may be the secret itself. */
    void reference(YamlMapping credentials, String name, String option) {
        credentials.text(name).ifPresent(text -> {
            if (!REFERENCE.matcher(text).matches()) {
                literalSecret(credentials, name);
            }
            options.put(option, text);
        });
    }

    static void literalSecret(YamlMapping mapping, String name) {
        mapping.fault(
                name,
                "is not a reference, and a secret does not belong in this file",
                "write ${env:NAME} or ${file:/path/of/properties:name}");
    }

    static void checkUrl(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("no URL");
        }
    }
}
