package dev.wherry.connect.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Validates Connect's own settings in the connector's configuration. A worker's default converter would wrap or reject
 * the bytes, and another transaction boundary would separate batches from their offsets.
 */
public final class WorkerRequirements {
    private static final String BYTE_ARRAY_CONVERTER = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final List<String> CONVERTERS = List.of("key.converter", "value.converter", "header.converter");
    private static final String BOUNDARY = "transaction.boundary";
    private static final String POLL = "poll";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String NONE = "none";

    private WorkerRequirements() {}

    /** Adds an error to the validation for each wrong setting. */
    public static void validate(Map<String, String> properties, Config validation) {
        for (String converter : CONVERTERS) {
            String given = properties.get(converter);
            if (!BYTE_ARRAY_CONVERTER.equals(given)) {
                addError(
                        validation,
                        converter,
                        given,
                        "must be " + BYTE_ARRAY_CONVERTER
                                + " in the connector's own configuration, because events are published unchanged");
            }
        }
        String boundary = properties.getOrDefault(BOUNDARY, POLL);
        if (!boundary.toLowerCase(Locale.ROOT).equals(POLL)) {
            addError(
                    validation,
                    BOUNDARY,
                    boundary,
                    "must be poll, or omitted, because a batch is published as a whole or not at all");
        }
        String tolerance = properties.getOrDefault(TOLERANCE, NONE);
        if (!tolerance.toLowerCase(Locale.ROOT).equals(NONE)) {
            addError(
                    validation,
                    TOLERANCE,
                    tolerance,
                    "must be none, or omitted, because the worker would drop events that it cannot publish");
        }
    }

    /** Adds an error to an option of the validation, which may not know the option. */
    public static void addError(Config validation, String name, Object given, String message) {
        ConfigValue value = validation.configValues().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue added = new ConfigValue(name, given, new ArrayList<>(), new ArrayList<>());
                    validation.configValues().add(added);
                    return added;
                });
        value.addErrorMessage(name + " " + message);
    }
}
