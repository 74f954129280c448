package dev.wherry.generator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wherry.generator.DayRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final LocalDate FIRST = LocalDate.parse("2020-05-19");
    private static final String PAGE = "{\"created\": \"2020-05-20\", \"type\": \"charge\", \"limit\": 10}";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(int perDay, boolean inclusive, double errors, double slow) throws IOException {
        server = ApiServer.start(new ApiConfig(
                "127.0.0.1",
                0,
                "secret",
                7,
                new DayRange(FIRST, FIRST.plusDays(2)),
                perDay,
                inclusive,
                errors,
                slow,
                Duration.ofMillis(300)));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.url()))
                .header("x-api-key", "secret")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<JsonNode> page(DocumentType type, LocalDate day, int limit, String cursor) throws Exception {
        String after = cursor == null ? "" : ", \"starting_after\": \"" + cursor + "\"";
        HttpResponse<String> answer = post(
                "{\"created\": \"%s\", \"type\": \"%s\", \"limit\": %d%s}".formatted(day, type.label(), limit, after));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> page = new ArrayList<>();
        MAPPER.readTree(answer.body()).forEach(page::add);
        return page;
    }

    private List<JsonNode> all(DocumentType type, LocalDate day, int limit) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String cursor = null;
        while (true) {
            List<JsonNode> page = page(type, day, limit, cursor);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            cursor = id(page.get(limit - 1));
        }
    }

    private static String id(JsonNode document) {
        return document.get("id").textValue();
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void pagesYieldEachDocumentOnce(DocumentType type) throws Exception {
        start(45, false, 0, 0);

        List<JsonNode> inTens = all(type, FIRST.plusDays(1), 10);

        assertThat(inTens)
                .hasSize(45)
                .allMatch(document -> document.get("object").textValue().equals(type.label()));
        assertThat(inTens.stream().map(ApiServerTest::id)).doesNotHaveDuplicates();
        assertThat(all(type, FIRST.plusDays(1), 100)).isEqualTo(inTens);
        assertThat(all(type, FIRST.plusDays(3), 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 9"})
    void anInclusiveCursorRepeatsTheLastDocument(boolean inclusive, int first) throws Exception {
        start(30, inclusive, 0, 0);
        List<JsonNode> all = page(DocumentType.EVENT, FIRST, 100, null);

        List<JsonNode> second = page(DocumentType.EVENT, FIRST, 10, id(all.get(9)));

        assertThat(second).isEqualTo(all.subList(first, first + 10));
    }

    @Test
    void theSeedDecidesTheDocuments() throws Exception {
        start(20, false, 0, 0);
        List<JsonNode> first = all(DocumentType.CHARGE, FIRST, 100);
        server.close();

        start(20, false, 0, 0);

        assertThat(all(DocumentType.CHARGE, FIRST, 100)).isEqualTo(first);
    }

    @Test
    void someChargesAreListedAgainWithAnotherRefundAndOneEventTwice() throws Exception {
        start(20, false, 0, 0);
        Map<String, JsonNode> before = new HashMap<>();
        all(DocumentType.CHARGE, FIRST, 100).forEach(charge -> before.put(id(charge), charge));
        List<JsonNode> again = all(DocumentType.CHARGE, FIRST.plusDays(1), 100).stream()
                .filter(charge -> before.containsKey(id(charge)))
                .toList();

        assertThat(again).hasSize(2).allSatisfy(charge -> assertThat(
                        charge.at("/refunds/data").size())
                .isEqualTo(before.get(id(charge)).at("/refunds/data").size() + 1));
        List<JsonNode> events = all(DocumentType.EVENT, FIRST, 100);
        assertThat(all(DocumentType.EVENT, FIRST.plusDays(1), 100))
                .startsWith(events.get(events.size() - 1))
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"created\": \"2020-05-19\", \"type\": \"plan\"}",
                "{\"created\": \"yesterday\", \"type\": \"charge\"}",
                "{\"created\": \"2020-05-19\", \"type\": \"charge\", \"limit\": 9}",
                "{\"created\": \"2020-05-19\", \"type\": \"charge\", \"limit\": 101}",
                "{\"created\": \"2020-05-19\", \"type\": \"charge\", \"starting_after\": \"ch_\"}"
            })
    void nonsenseIsABadRequest(String body) throws Exception {
        start(20, false, 0, 0);

        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(MAPPER.readTree(answer.body()).at("/error/message").textValue())
                .isNotEmpty();
    }

    @Test
    void theLimitIsTenWithoutOne() throws Exception {
        start(20, false, 0, 0);

        assertThat(MAPPER.readTree(post("{\"created\": \"2020-05-19\", \"type\": \"charge\"}")
                        .body()))
                .hasSize(10);
    }

    @Test
    void otherKeysMethodsAndPathsAreRefused() throws Exception {
        start(20, false, 0, 0);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url())).POST(HttpRequest.BodyPublishers.ofString(PAGE));

        assertThat(send(request).statusCode()).isEqualTo(403);
        assertThat(send(request.header("x-api-key", "Secret")).statusCode()).isEqualTo(403);
        request.setHeader("x-api-key", "secret");
        assertThat(send(request).statusCode()).isEqualTo(200);
        assertThat(send(request.copy().GET()).statusCode()).isEqualTo(405);
        assertThat(send(request.uri(URI.create(server.url() + "/more"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theChosenShareOfRequestsFails() throws Exception {
        start(20, false, 0.2, 0);
        Map<Integer, Integer> statuses = new TreeMap<>();

        for (int i = 0; i < 500; i++) {
            statuses.merge(post(PAGE).statusCode(), 1, Integer::sum);
        }

        assertThat(statuses).containsOnlyKeys(200, 502);
        assertThat(statuses.get(502)).isBetween(60, 140);
        assertThat(server.requests()).isEqualTo(500);
        assertThat(server.errors()).isEqualTo(statuses.get(502).longValue());
    }

    @Test
    void slowAnswersTakeTheChosenTime() throws Exception {
        start(20, false, 0, 1);
        long start = System.nanoTime();

        assertThat(post(PAGE).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    /** The client delays acknowledgements by at least 40 ms. A few answers may be late for another reason. */
    @Test
    void answersDoNotWaitForAcknowledgements() throws Exception {
        start(20, false, 0, 0);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long start = System.nanoTime();
            post(PAGE);
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        Collections.sort(times);

        assertThat(times.get(times.size() / 4)).isLessThan(Duration.ofMillis(30));
    }

    @Test
    void theTruthIsWhatTheLatestDocumentsSay() throws Exception {
        start(20, false, 0, 0);
        Map<String, JsonNode> charges = new TreeMap<>();
        HashSet<String> events = new HashSet<>();
        for (LocalDate day : List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(2))) {
            all(DocumentType.CHARGE, day, 100).forEach(charge -> charges.put(id(charge), charge));
            all(DocumentType.EVENT, day, 100).forEach(event -> events.add(id(event)));
        }

        server.saveTruth(directory);

        List<String> rows = Files.readAllLines(directory.resolve("charge.csv"));
        assertThat(rows.get(0)).startsWith("id,created,amount,amount_refunded,disputed,");
        assertThat(rows.stream()
                        .skip(1)
                        .map(row -> String.join(",", List.of(row.split(",")).subList(0, 5))))
                .containsExactlyElementsOf(charges.values().stream()
                        .map(charge -> "%s,%d,%d,%d,%s"
                                .formatted(
                                        id(charge),
                                        charge.get("created").longValue(),
                                        charge.get("amount").longValue(),
                                        charge.get("amount_refunded").longValue(),
                                        charge.get("disputed").booleanValue() ? "t" : "f"))
                        .toList());
        List<String> refunds = Files.readAllLines(directory.resolve("charge_refund.csv"));
        assertThat(refunds.size() - 1)
                .isEqualTo(charges.values().stream()
                        .mapToInt(charge -> charge.at("/refunds/data").size())
                        .sum());
        assertThat(Files.readAllLines(directory.resolve("event.csv"))).hasSize(events.size() + 1);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(8);
        }
    }

    @Test
    void theKeyIsNotPrinted() throws Exception {
        start(1, false, 0, 0);
        ApiConfig config =
                new ApiConfig("127.0.0.1", 0, "secret", 7, new DayRange(FIRST, FIRST), 1, false, 0, 0, Duration.ZERO);

        assertThat(config.toString()).doesNotContain("secret");
        assertThat(post("{}").body()).doesNotContain("secret");
        assertThatThrownBy(() -> new ApiConfig(
                        "127.0.0.1", 0, "secret", 7, new DayRange(FIRST, FIRST), 0, false, 0, 0, Duration.ZERO))
                .hasMessageNotContaining("secret");
    }
}
