package dev.wherry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.http.HttpAnswer;
import dev.wherry.testing.http.TestApiServer.Fault;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers repeat what they were sent, in many forms. None of a feed's values is shown. */
class RedactionTest {
    private static final String SECRET = "s3 cr/e\"t&+\u00fc";

    private TestApi api;

    @BeforeEach
    void open() throws IOException {
        api = new TestApi();
        api.set("retry.times", "0");
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private String problemAfter(String answer) {
        api.server.faults(request -> Fault.instead(HttpAnswer.of(400, answer)));
        FakeWorker worker = api.start();
        worker.turn();
        return worker.metrics().text("problems");
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers.x-tenant", "query.tenant", "next.query.tenant", "body./tenant", "next.headers.t"})
    void aValueIsNotShownWhateverItsName(String option) {
        api.set("method", "POST").set("body", "{\"tenant\": \"\"}").set(option, "tenant-4711");

        assertThat(problemAfter("unknown tenant-4711!")).contains(": unknown ***!)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"key\": \"tenant-4711\"}", "a=b&key=tenant-4711&day={page}"})
    void valuesInABodyAreNotShown(String body) {
        api.set("method", "POST").set("body", body);

        assertThat(problemAfter("unknown tenant-4711!")).contains(": unknown ***!)");
    }

    @Test
    void whatStandsBesidePlaceholdersIsNotShown() {
        api.set("query.q", "tenant-4711/{page}").set("headers.x-tenant", "Bearer t0ken {page}");

        assertThat(problemAfter("unknown tenant-4711/1 t0ken 1")).contains(": unknown ***1 *** 1)");
    }

    @Test
    void anEncodedSecretIsNotShown() {
        api.set("query.tenant", SECRET);
        String form = URLEncoder.encode(SECRET, UTF_8);
        String all = String.join(
                "|",
                SECRET,
                form,
                form.replace("+", "%20"),
                form.replaceAll("%2B", "%2b").replaceAll("%2F", "/"),
                "s3 cr\\/e\\\"t\\u0026+\\u00FC",
                "s3 cr/e&quot;t&amp;+\u00fc",
                "s3 cr&#x2F;e&#34;t&amp;+&uuml;");

        assertThat(problemAfter(all)).contains(": ***|***|***|***|***|***|***)");
    }

    @Test
    void theTokenOfBasicAuthenticationIsNotShown() {
        api.set("auth.user", "somebody").set("auth.password", "passw");
        String token = Base64.getEncoder().encodeToString("somebody:passw".getBytes(UTF_8));

        assertThat(problemAfter(token + " of somebody, passw")).contains(": *** of ***, ***)");
    }

    @Test
    void aTokenThatWasFetchedIsNotShown() {
        api.set("auth.oauth2.token.url", api.server.url() + "/token")
                .set("auth.oauth2.client.id", "client-id")
                .set("auth.oauth2.client.secret", "client-secret");
        api.server.faults(request -> Fault.instead(
                request.path().equals("/token")
                        ? HttpAnswer.json("{\"access_token\": \"fetched-token\"}")
                        : HttpAnswer.of(403, "no " + request.headers().get("authorization") + " client-secret")));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems")).contains(": no Bearer *** ***)");
    }

    @Test
    void anAddressThatRepeatsASecretIsNotShown() {
        api.set("query.tenant", "tenant-4711");
        api.server.faults(request -> Fault.instead(
                HttpAnswer.of(302, "").with("Location", "http://other.example/login/tenant-4711?tenant-4711=x")));
        FakeWorker worker = api.start();
        worker.turn();

        assertThat(worker.metrics().text("problems")).contains("to http://other.example/login/***?***=…");
    }
}
