package dev.wherry.sink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The worker options that the sink requires in the connector's configuration. */
final class WorkerRequirements {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final List<Requirement> REQUIREMENTS = List.of(
            new Requirement("key.converter", BYTES, "keys, values and headers are bytes"),
            new Requirement("value.converter", BYTES, "keys, values and headers are bytes"),
            new Requirement("header.converter", BYTES, "keys, values and headers are bytes"),
            new Requirement(
                    "consumer.override.isolation.level",
                    "read_committed",
                    "otherwise the sink would write records of aborted transactions of the streams app"));

    private WorkerRequirements() {}

    /** An option that must have one value. */
    private record Requirement(String option, String value, String reason) {
        Optional<Violation> violation(Map<String, String> configuration) {
            String actual = configuration.get(option);
            return value.equals(actual)
                    ? Optional.empty()
                    : Optional.of(new Violation(
                            option,
                            actual,
                            "set " + option + "=" + value + " in the connector's configuration: " + reason));
        }
    }

    /**
     * An option with the wrong value.
     *
     * @param actual null if the option is absent
     */
    record Violation(String option, String actual, String remedy) {}

    static List<Violation> violations(Map<String, String> configuration) {
        return Stream.concat(
                        REQUIREMENTS.stream().map(requirement -> requirement.violation(configuration)),
                        Stream.of(offsetResetViolation(configuration)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A partition that the database does not know is read from offset 0, which retention may have deleted. */
    private static Optional<Violation> offsetResetViolation(Map<String, String> configuration) {
        String option = "consumer.override.auto.offset.reset";
        String actual = configuration.get(option);
        return actual == null || actual.equals("earliest")
                ? Optional.empty()
                : Optional.of(new Violation(
                        option,
                        actual,
                        "remove " + option + " or set it to earliest: otherwise records would be skipped"));
    }
}
