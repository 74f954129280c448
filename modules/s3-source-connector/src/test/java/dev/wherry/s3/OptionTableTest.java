package dev.wherry.s3;

import dev.wherry.testing.connect.FakeMetrics;
import dev.wherry.testing.docs.DocumentedTable;
import java.io.IOException;
import java.time.Clock;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final String PAGE = "docs/s3-source.md";

    @Test
    void thePageShowsTheOptionsAsTheyAreDefined() throws IOException {
        new DocumentedTable(PAGE, "options").assertShows(DocumentedTable.ofOptions(S3SourceConfig.DEFINITION));
    }

    @Test
    void thePageShowsTheMetricsAsTheyAreDefined() throws IOException {
        new DocumentedTable(PAGE, "metrics").assertShows(metrics());
    }

    private static String metrics() {
        FakeMetrics metrics = new FakeMetrics();
        new S3Metrics(metrics, Clock.systemUTC());
        return "| metric | what it is |\n| --- | --- |\n"
                + new TreeMap<>(metrics.descriptions())
                        .entrySet().stream()
                                .map(metric -> "| `" + metric.getKey() + "` | " + metric.getValue() + " |\n")
                                .collect(Collectors.joining());
    }
}
