package dev.wherry.it.troubleshooting;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A mistake and what Wherry says about it. The cases are in {@code src/test/resources/troubleshooting}, one file per topic of
 * docs/troubleshooting.md.
 *
 * @param id unique among all cases; also the case's anchor on the page
 * @param see what the user sees: a part of the output of the last step
 * @param why what has happened
 * @param remedy what to do
 * @param steps how to make the mistake, in order
 */
record TroubleshootingCase(
        String id,
        String see,
        String why,
        @JsonProperty("do") String remedy,
        List<Step> steps) {
    private static final Path DIRECTORY = Path.of("src/test/resources/troubleshooting");
    /** Refuses unknown fields, which are mistyped ones. */
    private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

    TroubleshootingCase {
        if (Stream.of(id, see, why, remedy).anyMatch(text -> text == null || text.isBlank())) {
            throw new IllegalArgumentException("case " + id + " lacks id, see, why or do");
        }
        boolean seen = !steps.isEmpty() && steps.get(steps.size() - 1).prints().contains(see);
        if (!seen) {
            throw new IllegalArgumentException("case " + id + ": the last step must print what is seen: " + see);
        }
    }

    /** The cases of one heading of the page. */
    record Topic(String topic, List<TroubleshootingCase> cases) {}

    /**
     * One step: exactly one of {@code filled}, {@code wherry}, {@code background}, {@code sql}, {@code shell} and {@code write} is set. The
     * texts may contain {@code {dir}}, {@code {inbox}}, {@code {home}} and {@code {contracts}}.
     *
     * @param filled the path of a home that a run with the shipped contracts has filled with one user, relative to the case's
     *     directory
     * @param wherry the arguments of a command
     * @param background the arguments of a command that runs in a separate process until the case ends; the step ends when it has
     *     printed what it should
     * @param sql a statement in the warehouse of the home
     * @param shell a command of bash, in the case's directory
     * @param write the path of a file, relative to the case's directory
     * @param text the content of that file
     * @param exit the expected exit code of {@code wherry}
     * @param prints each is a part of what {@code wherry} prints
     * @param lacks none is a part of what {@code wherry} prints
     */
    record Step(
            String filled,
            String wherry,
            String background,
            String sql,
            String shell,
            String write,
            String text,
            int exit,
            List<String> prints,
            List<String> lacks) {
        Step {
            if (Stream.of(filled, wherry, background, sql, shell, write)
                            .filter(action -> action != null)
                            .count()
                    != 1) {
                throw new IllegalArgumentException("a step is one of filled, wherry, background, sql, shell and write");
            }
            prints = prints == null ? List.of() : List.copyOf(prints);
            lacks = lacks == null ? List.of() : List.copyOf(lacks);
        }
    }

    /** All topics, in the order of their files' names. */
    static List<Topic> topics() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(TroubleshootingCase::read).toList();
        }
    }

    private static Topic read(Path file) {
        try {
            return YAML.readValue(file.toFile(), Topic.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The section of the page. */
    String toMarkdown() {
        return """
                <a id="%s"></a>

                ```
                %s
                ```

                **Why:** %s

                **What to do:** %s

                """.formatted(id.toLowerCase(Locale.ROOT), see.strip().indent(0).strip(), why.strip(), remedy.strip());
    }
}
