package dev.wherry.it.troubleshooting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.it.WherryCommand;
import dev.wherry.testing.docs.DocumentedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes each mistake of the troubleshooting cases on the real pipeline, and expects the documented sentence. To run one:
 * {@code -Dtest=TroubleshootingTest -Dtroubleshooting=<id>}.
 */
class TroubleshootingTest {
    @TempDir
    Path directory;

    static Stream<Arguments> cases() throws IOException {
        String only = System.getProperty("troubleshooting");
        return TroubleshootingCase.topics().stream()
                .flatMap(topic -> topic.cases().stream())
                .filter(one -> only == null || only.equals(one.id()))
                .map(one -> Arguments.of(one.id(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatIsWrongAndWhatToDo(String id, TroubleshootingCase one) throws Exception {
        CaseDirectory places = CaseDirectory.create(directory);
        for (TroubleshootingCase.Step step : one.steps()) {
            if (step.wherry() == null) {
                places.prepare(step);
                continue;
            }
            WherryCommand command = places.run(step.wherry());
            String printed = command.err() + command.out();
            assertThat(command.exitCode()).as(step.wherry() + "\n" + printed).isEqualTo(step.exit());
            step.prints().forEach(text ->
                    assertThat(printed).as(step.wherry()).contains(places.resolve(text)));
            step.lacks().forEach(text -> assertThat(printed).doesNotContain(text));
        }
    }

    @Test
    void everyCaseHasAUniqueId() throws IOException {
        List<String> ids = TroubleshootingCase.topics().stream()
                .flatMap(topic -> topic.cases().stream())
                .map(TroubleshootingCase::id)
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void thePageShowsAllCases() throws IOException {
        String sections = TroubleshootingCase.topics().stream()
                .map(topic -> "## " + topic.topic() + "\n\n"
                        + topic.cases().stream()
                                .map(TroubleshootingCase::toMarkdown)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());

        new DocumentedTable("docs/troubleshooting.md", "cases").assertShows(sections);
    }
}
