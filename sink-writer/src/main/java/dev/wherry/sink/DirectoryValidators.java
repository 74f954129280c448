package dev.wherry.sink;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validators for options that name a directory. */
final class DirectoryValidators {
    static final ConfigDef.Validator REQUIRED = ConfigDef.LambdaValidator.with(
            (option, value) -> check(option, value, true), () -> "the path of a directory");

    static final ConfigDef.Validator OPTIONAL = ConfigDef.LambdaValidator.with(
            (option, value) -> check(option, value, false), () -> "the path of a directory, or empty");

    private DirectoryValidators() {}

    private static void check(String option, Object value, boolean required) {
        String path = value == null ? "" : value.toString();
        if (required && path.isBlank()) {
            throw new ConfigException(option, value, "must name a directory");
        }
        try {
            var unused = Path.of(path);
        } catch (InvalidPathException e) {
            throw new ConfigException(
                    option,
                    value,
                    "is not a valid path (" + e.getReason()
                            + "); non-ASCII names need LC_ALL=C.UTF-8 in the worker's environment");
        }
    }
}
