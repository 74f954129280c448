package dev.wherry.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validators for options that name a directory. */
final class DirectoryValidators {
    static final ConfigDef.Validator REQUIRED = ConfigDef.LambdaValidator.with(
            DirectoryValidators::checkRequired, () -> "the path of a directory other than the root");

    static final ConfigDef.Validator OPTIONAL =
            ConfigDef.LambdaValidator.with(DirectoryValidators::check, () -> "the path of a directory, or empty");

    private DirectoryValidators() {}

    private static void checkRequired(String option, Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new ConfigException(option, value, "must name a directory");
        }
        if (path(option, value.toString()).toAbsolutePath().normalize().getParent() == null) {
            throw new ConfigException(option, value, "is the root of the file system; name a directory below it");
        }
    }

    private static void check(String option, Object value) {
        if (value != null) {
            path(option, value.toString());
        }
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException(
                    option,
                    text,
                    "is not a valid path (" + e.getReason()
                            + "); non-ASCII names need LC_ALL=C.UTF-8 in the worker's environment");
        }
    }
}
