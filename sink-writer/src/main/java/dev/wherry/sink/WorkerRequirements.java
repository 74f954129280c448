package dev.wherry.sink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the sink needs from options that are not its own but the worker's, set in the connector's configuration. */
final class WorkerRequirements {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final List<Rule> RULES = List.of(
            new Rule("key.converter", BYTES, "keys, values and headers are bytes"),
            new Rule("value.converter", BYTES, "keys, values and headers are bytes"),
            new Rule("header.converter", BYTES, "keys, values and headers are bytes"),
            new Rule(
                    "consumer.override.isolation.level",
                    "read_committed",
                    "otherwise the sink would write what a transaction of the streams app takes back"));

    private WorkerRequirements() {}

    /** An option that must have one value. */
    private record Rule(String option, String value, String why) {
        Optional<Problem> problem(Map<String, String> configuration) {
            String found = configuration.get(option);
            return value.equals(found)
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            option,
                            found,
                            "write " + option + "=" + value + " into the connector's own configuration: " + why));
        }
    }

    /**
     * An option that is not as it must be.
     *
     * @param found its value; null where it is absent
     */
    record Problem(String option, String found, String remedy) {}

    static List<Problem> problems(Map<String, String> configuration) {
        return Stream.concat(
                        RULES.stream().map(rule -> rule.problem(configuration)), Stream.of(offsetReset(configuration)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A partition that the database has never heard of is read from offset 0, which retention may have removed. */
    private static Optional<Problem> offsetReset(Map<String, String> configuration) {
        String option = "consumer.override.auto.offset.reset";
        String found = configuration.get(option);
        return found == null || found.equals("earliest")
                ? Optional.empty()
                : Optional.of(new Problem(
                        option,
                        found,
                        "leave " + option + " out or write earliest: otherwise records would be left out"));
    }
}
