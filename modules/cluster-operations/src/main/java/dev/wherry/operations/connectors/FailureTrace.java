package dev.wherry.operations.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack trace of a failed connector or task, as Connect reports it.
 *
 * @param causes the exceptions, from the outermost to the innermost
 */
public record FailureTrace(List<Cause> causes) {
    /** Exceptions that no restart removes. Their messages say what an operator has to do. */
    private static final Set<String> OPERATOR_FAILURES = Set.of(
            "dev.wherry.sink.OperatorActionRequiredException",
            "dev.wherry.contracts.InvalidContractsException",
            "org.apache.kafka.common.config.ConfigException");

    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern HEADER = Pattern.compile("([\\w.$]+)(?:: (.*))?", Pattern.DOTALL);

    public FailureTrace {
        causes = List.copyOf(causes);
    }

    /** An exception. The message may have several lines, or be empty. */
    public record Cause(String type, String message) {
        private static Cause parse(String header) {
            Matcher parts = HEADER.matcher(header);
            if (!parts.matches()) {
                return new Cause("", header);
            }
            return new Cause(parts.group(1), Optional.ofNullable(parts.group(2)).orElse(""));
        }

        private boolean needsOperator() {
            return OPERATOR_FAILURES.contains(type);
        }

        private String reason() {
            return message.isEmpty() ? type : message;
        }
    }

    /** Parses a trace. A message ends where the first stack frame begins. */
    public static FailureTrace parse(String trace) {
        List<Cause> causes = new ArrayList<>();
        StringBuilder header = new StringBuilder();
        boolean inHeader = true;
        for (String line : (trace + "\n\tat ").split("\n", -1)) {
            boolean frame = line.startsWith("\tat ") || line.startsWith("\t... ");
            if (inHeader && frame) {
                causes.add(Cause.parse(header.toString()));
                header.setLength(0);
                inHeader = false;
            } else if (inHeader) {
                header.append(header.isEmpty() ? "" : "\n").append(line);
            } else if (line.startsWith(CAUSED_BY)) {
                header.append(line, CAUSED_BY.length(), line.length());
                inHeader = true;
            }
        }
        return new FailureTrace(causes);
    }

    /** Whether no restart removes the failure. */
    public boolean needsOperator() {
        return causes.stream().anyMatch(Cause::needsOperator);
    }

    /** The whole message of the exception that an operator has to see to, otherwise of the innermost one. */
    public String reason() {
        return causes.stream()
                .filter(Cause::needsOperator)
                .findFirst()
                .orElseGet(() -> causes.get(causes.size() - 1))
                .reason();
    }
}
