package dev.wherry.http;

import dev.wherry.http.client.FetchException;
import dev.wherry.testing.connect.FakeMetrics;
import dev.wherry.testing.docs.DocumentedTable;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final String PAGE = "docs/http-source.md";

    @Test
    void thePageShowsTheOptionsAsTheyAreDefined() throws IOException {
        new DocumentedTable(PAGE, "options").assertShows(DocumentedTable.ofOptions(HttpSourceConfig.DEFINITION));
    }

    @Test
    void thePageShowsTheOptionsThatDifferInTheirNames() throws IOException {
        String table = HttpSourceConfig.NAMED.stream()
                .map(option -> "| `" + option.prefix() + "<name>` | " + option.description() + " |\n")
                .collect(Collectors.joining("", "| option | what it is |\n| --- | --- |\n", ""));
        new DocumentedTable(PAGE, "named options").assertShows(table);
    }

    @Test
    void thePageShowsTheMetricsAsTheyAreDefined() throws IOException {
        FakeMetrics metrics = new FakeMetrics();
        new HttpMetrics(metrics, Clock.systemUTC());
        String table = new TreeMap<>(metrics.descriptions())
                .entrySet().stream()
                        .map(metric -> "| `" + metric.getKey() + "` | " + metric.getValue() + " |\n")
                        .collect(Collectors.joining("", "| metric | what it is |\n| --- | --- |\n", ""));
        new DocumentedTable(PAGE, "metrics").assertShows(table);
    }

    @Test
    void thePageShowsTheKindsOfFailure() throws IOException {
        String table = Arrays.stream(FetchException.Kind.values())
                .map(kind -> "| `" + kind.label() + "` | " + kind.sentence() + " | " + kind.remedy() + " |\n")
                .collect(Collectors.joining("", "| kind | what it says | what to do |\n| --- | --- | --- |\n", ""));
        new DocumentedTable(PAGE, "kinds").assertShows(table);
    }
}
