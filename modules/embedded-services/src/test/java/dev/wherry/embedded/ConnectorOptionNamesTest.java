package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class ConnectorOptionNamesTest {
    private final ConnectorOptionNames source = ConnectorOptionNames.ofSource(NumbersConnector.class.getName());
    private final ConnectorOptionNames sink = ConnectorOptionNames.ofSink(AppendingConnector.class.getName());

    @Test
    void knowsTheConnectorsOwnOptions() {
        assertThat(source.contains(NumbersConnector.FAIL_AT)).isTrue();
        assertThat(source.contains(AppendingConnector.FILE)).isFalse();
        assertThat(sink.contains(AppendingConnector.FILE)).isTrue();
    }

    @Test
    void knowsConnectsOptionsAndPrefixes() {
        assertThat(source.contains("transaction.boundary.interval.ms")).isTrue();
        assertThat(source.contains("tasks.max")).isTrue();
        assertThat(source.contains("errors.log.enable")).isTrue();
        assertThat(source.contains("producer.override.max.request.size")).isTrue();
        assertThat(sink.contains("topics.regex")).isTrue();
        assertThat(sink.contains("transforms.mask.type")).isTrue();
        assertThat(sink.contains("transaction.boundary.interval.ms")).isFalse();
        assertThat(source.contains("producer.overide.max.request.size")).isFalse();
    }

    @Test
    void proposesNamesForAMistypedOneAndForAMistypedPrefix() {
        BiPredicate<String, String> isTypo =
                (text, name) -> text.equals("producer.overide.") && name.startsWith("prod");

        assertThat(source.candidates("fail.att", isTypo)).contains(NumbersConnector.FAIL_AT);
        assertThat(source.candidates("producer.overide.max.request.size", isTypo))
                .contains("producer.override.max.request.size")
                .doesNotContain("consumer.override.max.request.size");
        assertThat(source.candidates("lines.pattern", isTypo)).doesNotContain("feed.pattern");
    }

    @Test
    void rejectsAConnectorThatIsNotThere() {
        assertThatThrownBy(() -> ConnectorOptionNames.ofSource("no.such.Connector"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
