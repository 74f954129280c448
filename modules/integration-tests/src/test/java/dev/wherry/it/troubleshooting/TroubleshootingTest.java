package dev.wherry.it.troubleshooting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.it.WherryCommand;
import dev.wherry.testing.docs.DocumentedTable;
import dev.wherry.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

    private final List<ChildProcess> background = new ArrayList<>();

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
            if (step.background() != null) {
                startInBackground(step, places);
                continue;
            }
            if (step.wherry() == null) {
                places.prepare(step);
                continue;
            }
            WherryCommand command = places.run(step.wherry());
            String printed = command.err() + command.out();
            assertThat(command.exitCode()).as(step.wherry() + "\n" + printed).isEqualTo(step.exit());
            step.prints().forEach(text -> assertThat(printed).as(step.wherry()).contains(places.resolve(text)));
            step.lacks().forEach(text -> assertThat(printed).doesNotContain(text));
        }
    }

    private void startInBackground(TroubleshootingCase.Step step, CaseDirectory places) throws IOException {
        ChildProcess process = places.start(step.background());
        background.add(process);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(process.output())
                .contains(step.prints().stream().map(places::resolve).toList()));
    }

    @AfterEach
    void killBackgroundProcesses() {
        background.forEach(ChildProcess::close);
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
