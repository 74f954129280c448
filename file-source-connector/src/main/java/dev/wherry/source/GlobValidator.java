package dev.wherry.source;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validates lists of file name patterns. */
final class GlobValidator {
    static final ConfigDef.Validator VALIDATOR =
            ConfigDef.LambdaValidator.with(GlobValidator::check, () -> "a list of globs for file names, without /");

    private GlobValidator() {}

    private static void check(String option, Object value) {
        for (Object glob : (List<?>) value) {
            if (glob.toString().contains("/")) {
                throw new ConfigException(
                        option, value, "'" + glob + "' contains a directory; use a pattern for the file name only");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new ConfigException(option, value, "'" + glob + "' is not a valid glob: " + e.getDescription());
            }
        }
    }
}
