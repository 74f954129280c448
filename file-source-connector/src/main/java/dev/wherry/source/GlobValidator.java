package dev.wherry.source;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Patterns of file names. */
final class GlobValidator {
    static final ConfigDef.Validator VALIDATOR =
            ConfigDef.LambdaValidator.with(GlobValidator::check, () -> "a list of globs for file names, without /");

    private GlobValidator() {}

    private static void check(String option, Object value) {
        for (Object glob : (List<?>) value) {
            if (glob.toString().contains("/")) {
                throw new ConfigException(
                        option, value, "'" + glob + "' names a directory; give a pattern for the file's name alone");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new ConfigException(option, value, "'" + glob + "' is no glob: " + e.getDescription());
            }
        }
    }
}
