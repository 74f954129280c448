package dev.wherry.connect.config;

import dev.wherry.wire.format.NamePatterns;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validates lists of file name patterns. */
public final class GlobValidator {
    public static final ConfigDef.Validator VALIDATOR =
            ConfigDef.LambdaValidator.with(GlobValidator::check, () -> "a list of globs for file names, without /");

    private GlobValidator() {}

    private static void check(String option, Object value) {
        List<String> globs = ((List<?>) value).stream().map(Object::toString).toList();
        NamePatterns.check(globs, "", (pointer, problem, remedy) -> {
            throw new ConfigException(option, value, pointer + " " + problem + ": " + remedy);
        });
    }
}
