package dev.wherry.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Options that name a directory. */
final class DirectoryValidators {
    static final ConfigDef.Validator REQUIRED = ConfigDef.LambdaValidator.with(
            DirectoryValidators::checkRequired, () -> "the path of a directory, not the root");

    static final ConfigDef.Validator OPTIONAL =
            ConfigDef.LambdaValidator.with(DirectoryValidators::check, () -> "the path of a directory, or empty");

    private DirectoryValidators() {}

    private static void checkRequired(String option, Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new ConfigException(option, value, "names no directory");
        }
        if (path(option, value.toString()).toAbsolutePath().normalize().getParent() == null) {
            throw new ConfigException(option, value, "is the root of the file system; name a directory in it");
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
                    "is no path (" + e.getReason()
                            + "); names beyond ASCII need LC_ALL=C.UTF-8 in the worker's environment");
        }
    }
}
