package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.http.Certificates;
import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.http.TestApiServer;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, whom the worker trusts, and who learns of credentials. */
class CredentialsTest {
    private static final String ITEM = "{\"id\": 1}";

    @TempDir
    Path directory;

    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.set("retry.times", "0");
        api.server.items().add("", "", ITEM);
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private HttpRequest onlyRequest() {
        assertThat(api.server.requests()).hasSize(1);
        return api.server.requests().get(0);
    }

    @Test
    void aUserHasAPassword() {
        api.set("auth.user", "me").set("auth.password", "secret:1\n");
        api.start().drain();

        assertThat(onlyRequest().headers()).containsEntry("authorization", basic("me:secret:1"));
    }

    @Test
    void aBearerHasAToken() {
        api.set("auth.bearer", "abc");
        api.start().drain();

        assertThat(onlyRequest().headers()).containsEntry("authorization", "Bearer abc");
    }

    @Test
    void aClientGetsATokenAndAnotherOneWhenItIsRefused() {
        AtomicInteger tokens = new AtomicInteger();
        api.set("auth.oauth2.token.url", api.server.url() + "/token")
                .set("auth.oauth2.client.id", "me")
                .set("auth.oauth2.client.secret", "sec ret")
                .set("auth.oauth2.scope", "read all");
        api.server.faults(request -> {
            if (request.path().equals("/token")) {
                return Fault.instead(HttpAnswer.json(
                        "{\"access_token\": \"t" + tokens.incrementAndGet() + "\", \"expires_in\": 3600}"));
            }
            boolean valid = request.headers().get("authorization").equals("Bearer t" + Math.max(2, tokens.get()));
            return valid ? Fault.NONE : Fault.instead(HttpAnswer.of(401, ""));
        });
        FakeWorker worker = api.start();
        worker.drain();
        api.advance(Duration.ofMinutes(1));
        worker.drain();

        assertThat(api.values()).containsExactly(ITEM);
        assertThat(tokens).hasValue(2);
        assertThat(worker.metrics().text("problems")).isEmpty();
        HttpRequest token = api.server.requests().get(0);
        assertThat(token.method()).isEqualTo("POST");
        assertThat(token.headers()).containsEntry("authorization", basic("me:sec+ret"));
        assertThat(URLDecoder.decode(new String(token.body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo("grant_type=client_credentials&scope=read all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {} | answers with the status 400",
                "200 | {} | answers without an access_token that can be sent",
                "200 | {\"access_token\": \"a\\nb\"} | answers without an access_token that can be sent",
                "200 | sec | something else than JSON"
            })
    void aTokenThatIsNotGivenIsTold(int status, String answer, String detail) {
        api.set("auth.oauth2.token.url", api.server.url() + "/token")
                .set("auth.oauth2.client.id", "me")
                .set("auth.oauth2.client.secret", "secret");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(status, answer)));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems"))
                .contains(
                        "there is no access token (" + api.server.url() + "/token", detail, "source.http.auth.oauth2");
    }

    /** Servers like to repeat what they were sent. */
    @Test
    void secretsAreNotShown() {
        List<String> secrets = List.of("header-secret", "query-secret", "body-secret", "bearer-secret");
        api.set("method", "POST")
                .set("headers.X-Api-Key", "header-secret")
                .set("query.api_key", "query-secret")
                .set("auth.bearer", "bearer-secret")
                .set("body", "{\"auth\": {\"key\": \"\"}}")
                .set("body./auth/key", "body-secret");
        api.server.faults(request -> Fault.instead(HttpAnswer.of(
                403,
                "no: " + request.headers().get("x-api-key") + request.query()
                        + request.headers().get("authorization")
                        + new String(request.body(), StandardCharsets.UTF_8))));
        FakeWorker worker = api.start();
        worker.turn();

        String problem = worker.metrics().text("problems");
        assertThat(problem).contains("/data?api_key=…", "no: ***{api_key=***}Bearer ***{\"auth\":{\"key\":\"***\"}}");
        HttpFeedOptions options = new HttpFeedOptions(api.config);
        assertThat(secrets)
                .noneMatch(problem::contains)
                .noneMatch(String.valueOf(options.feeds())::contains)
                .noneMatch(String.valueOf(options.feeds().get(0).client())::contains)
                .noneMatch(String.valueOf(options.feeds().get(0).requests())::contains)
                .noneMatch(String.valueOf(options.values())::contains);
    }

    @Test
    void optionsThatDoNotFitAreToldWithoutTheirValues() {
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            api.config.put(converter, "org.apache.kafka.connect.converters.ByteArrayConverter");
        }
        Map<String, String> cases = Map.of(
                "headers.x-key", "sec\nret",
                "url", "http://a b/secret",
                "auth.bearer", "sec ret");
        cases.forEach((option, value) -> {
            Map<String, String> before = Map.copyOf(api.config);
            api.set(option, value);
            String errors = new HttpSourceConnector()
                    .validate(api.config).configValues().stream()
                            .flatMap(checked -> checked.errorMessages().stream())
                            .filter(message -> message.startsWith("feeds"))
                            .toList()
                            .toString();
            assertThat(errors).contains("feed.payments." + option).doesNotContain("ret", "a b");
            api.config.clear();
            api.config.putAll(before);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectToTheSameHostIsFollowed(int status) {
        api.set("auth.bearer", "abc").set("method", "POST").set("body", "{\"limit\": 2}");
        api.server.faults(request -> request.path().equals("/data")
                ? Fault.instead(HttpAnswer.of(status, "").with("Location", "/other?x=1"))
                : Fault.NONE);
        api.start().drain();

        assertThat(api.values()).containsExactly(ITEM);
        HttpRequest followed = api.server.requests().get(1);
        assertThat(followed.path()).isEqualTo("/other");
        assertThat(followed.headers()).containsEntry("authorization", "Bearer abc");
        assertThat(followed.method()).isEqualTo(status >= 307 ? "POST" : "GET");
        assertThat(followed.body()).hasSize(status >= 307 ? 11 : 0);
    }

    @Test
    void redirectsHaveAnEnd() {
        api.server.faults(request -> Fault.instead(HttpAnswer.of(302, "").with("Location", "/data")));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("it redirects more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect", "link", "cursor"})
    void anotherHostGetsNothingUnlessItIsAllowedAndThenNoCredentials(String how) throws IOException {
        api.set("auth.bearer", "abc").set("headers.X-Other", "def").set("query.key", "ghi");
        if (how.equals("cursor")) {
            api.set("next.cursor", "/next").set("next.url", "{cursor}");
        } else {
            api.set("next.link", "next");
        }
        try (TestApiServer other = new TestApiServer()) {
            other.items().add("", "", "{\"id\": 2}");
            String there = other.url() + "/data";
            api.server.answers(request -> switch (how) {
                case "redirect" -> HttpAnswer.of(302, "").with("Location", there);
                case "link" -> HttpAnswer.json("{\"data\": []}").with("Link", "<" + there + ">; rel=next");
                default -> HttpAnswer.json("{\"data\": [], \"next\": \"" + there + "\"}");
            });
            FakeWorker worker = api.start();
            worker.turn();
            worker.turn();
            assertThat(worker.metrics().text("problems"))
                    .contains("the server refers to another host (to " + there + ")", "redirects: any");
            assertThat(other.requests()).isEmpty();

            api.set("redirects", "any");
            api.start().drain();
            assertThat(api.values()).containsExactly("{\"id\": 2}");
            assertThat(other.requests()).hasSize(1);
            assertThat(other.requests().get(0).headers()).doesNotContainKeys("authorization", "x-other");
            assertThat(other.requests().get(0).query()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.ca", "tls.truststore"})
    void aServerIsTrustedByItsCertificate(String option) throws Exception {
        Certificates certificates = Certificates.make(directory);
        try (TestApiServer secure = new TestApiServer(certificates.server())) {
            secure.items().add("", "", ITEM);
            api.set("url", secure.url() + "/data");
            FakeWorker distrusting = api.start();
            distrusting.turn();
            assertThat(distrusting.metrics().text("problems"))
                    .contains("no secure connection can be made (", "source.http.tls");
            assertThat(distrusting.metric("errors-tls")).isEqualTo(1);

            boolean pem = option.equals("tls.ca");
            api.set(option, (pem ? certificates.authority() : certificates.trusted()).toString());
            api.set("tls.truststore.password", Certificates.PASSWORD);
            api.start().drain();
            assertThat(api.values()).containsExactly(ITEM);

            api.set(option, directory.resolve("missing").toString());
            FakeWorker without = api.start();
            without.turn();
            assertThat(without.metrics().text("problems")).contains("missing cannot be used: NoSuchFileException");
        }
    }

    @Test
    void theCertificateIsOfTheHost() throws Exception {
        Certificates certificates = Certificates.make(directory, "dns:elsewhere");
        try (TestApiServer secure = new TestApiServer(certificates.server())) {
            api.set("url", secure.url() + "/data")
                    .set("tls.ca", certificates.authority().toString());
            FakeWorker worker = api.start();
            worker.turn();

            assertThat(worker.metric("errors-tls")).isEqualTo(1);
        }
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
