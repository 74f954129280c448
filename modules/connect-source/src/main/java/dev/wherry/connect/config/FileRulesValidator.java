package dev.wherry.connect.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.FileRules;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Reads and validates the option {@code files}. */
public final class FileRulesValidator {
    public static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            (option, value) -> rules(option, String.valueOf(value)), () -> "JSON as of files in a feed file");

    private static final JsonMapper MAPPER = new JsonMapper();

    private FileRulesValidator() {}

    /**
     * The rules.
     *
     * @throws ConfigException if they have faults
     */
    public static List<FileRule> rules(String option, String json) {
        List<String> problems = new ArrayList<>();
        try {
            return FileRules.read(
                            MAPPER.readTree(json),
                            "",
                            (pointer, problem, remedy) -> problems.add(pointer + " " + problem + ": " + remedy))
                    .orElseThrow(() -> new ConfigException(option, json, String.join("; ", problems)));
        } catch (JsonProcessingException e) {
            throw new ConfigException(option, json, "is not JSON: " + e.getOriginalMessage());
        }
    }
}
