package dev.wherry.it;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.generator.DayRange;
import dev.wherry.generator.api.ApiConfig;
import dev.wherry.generator.api.ApiServer;
import dev.wherry.generator.api.DocumentType;
import dev.wherry.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code examples/zingest} with the API that it reads: seven days of six types, and a fifth of the answers are 502. */
final class ZingestApi implements AutoCloseable {
    static final String DOCUMENTED_URL = "http://127.0.0.1:18090";
    static final String DAYS = "2020-05-19..2020-05-25";

    private static final DayRange RANGE = new DayRange(LocalDate.parse("2020-05-19"), LocalDate.parse("2020-05-25"));
    private static final String KEY = "key-of-the-test";
    private static final int LIMIT = 10;
    private static final String FEED = "feeds/zingest.yaml";
    private static final Pattern COMPARED = Pattern.compile("(?m)^  (SELECT .* FROM z\\.(\\w+) .*);$");

    private final PipelineDirectory directory;
    private final int port = FreePort.any();
    private final int perDay;
    private ApiServer server;

    /**
     * Starts the API. Pages have 10 documents.
     *
     * @param inclusive whether a page repeats the last document of the page before
     */
    ZingestApi(PipelineDirectory directory, boolean inclusive, int perDay) throws IOException {
        this.directory = directory;
        this.perDay = perDay;
        Path example = ExampleShell.EXAMPLES.resolve("zingest");
        DirectoryCopy.copy(example.resolve("contracts"), directory.contracts());
        Files.copy(example.resolve("api").resolve(FEED), directory.contracts().resolve(FEED), REPLACE_EXISTING);
        Path secrets = Files.writeString(directory.path().resolve("secrets.properties"), "api-key=" + KEY + "\n");
        feed("limit: 50", "limit: " + LIMIT);
        feed("fewer-than: 50", "fewer-than: " + LIMIT);
        feed(DOCUMENTED_URL, "http://127.0.0.1:" + port);
        feed("wait: 100ms", "wait: 5ms, times: 20");
        feed("${env:API_KEY}", "${file:" + secrets + ":api-key}");
        serve(inclusive, Duration.ZERO);
        server.saveTruth(truth());
    }

    /** Replaces a part of the feed file. */
    void feed(String documented, String replacement) throws IOException {
        Path feed = directory.contracts().resolve(FEED);
        String text = Files.readString(feed);
        assertThat(text).contains(documented);
        Files.writeString(feed, text.replace(documented, replacement));
    }

    /** The API goes on with this kind of cursor, and takes so long for each answer. */
    void serve(boolean inclusive, Duration delay) throws IOException {
        close();
        server = ApiServer.start(
                new ApiConfig("127.0.0.1", port, KEY, 1, RANGE, perDay, inclusive, 0.2, delay.isZero() ? 0 : 1, delay));
    }

    ApiServer server() {
        return server;
    }

    PipelineDirectory directory() {
        return directory;
    }

    private Path truth() {
        return directory.path().resolve("truth");
    }

    /** A set of options of the source's task with the API's key, as a worker passes them to it. */
    static Map<String, String> resolved(Map<String, String> options) {
        return options.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, option -> option.getValue()
                .replaceAll("\\$\\{file:[^}]*}", KEY)));
    }

    /** What the README compares with the truth, by query. */
    Map<String, String> truthByQuery() throws IOException {
        Map<String, String> truth = new LinkedHashMap<>();
        var compared = COMPARED.matcher(ExampleShell.commands("zingest", "bash"));
        while (compared.find()) {
            truth.put(compared.group(1), Files.readString(truth().resolve(compared.group(2) + ".csv")));
        }
        assertThat(truth).hasSize(8);
        assertThat(truth.values()).allMatch(csv -> csv.lines().count() > perDay);
        return truth;
    }

    /**
     * Asserts that each document of each type and day was published once.
     *
     * @param published the names of the pages with the documents on them
     */
    void assertEachOnce(List<Map.Entry<String, String>> published) {
        Map<String, Integer> documents = new HashMap<>();
        Map<String, Integer> scopes = new TreeMap<>();
        published.forEach(document -> {
            String scope = document.getKey().substring(0, document.getKey().lastIndexOf('/'));
            scopes.merge(scope, 1, Integer::sum);
            documents.merge(scope + " " + document.getValue(), 1, Integer::sum);
        });
        assertThat(scopes).hasSize(DocumentType.values().length * RANGE.days().size());
        assertThat(scopes.values()).containsOnly(perDay);
        assertThat(Collections.max(documents.values())).isEqualTo(1);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
